/** How many sign-ins may be tried in a window before the next one has to wait. */
export interface AttemptLimit {
  /** What is counted, for example one address. */
  subject: string;
  attempts: number;
  windowSeconds: number;
}

/** Days that an address counts as the owner's own after a successful sign-in from it. */
export const knownAddressDays = 30;

/**
 * The limits one try stands under. The limit on the account binds strangers' addresses only: whoever hammers at an
 * account cannot lock out its owner, who signs in from an address that has succeeded before.
 */
export function signInLimits(email: string, address: string, addressIsKnown: boolean): AttemptLimit[] {
  const account = email.trim().toLowerCase().slice(0, 254);
  const network = networkOf(address);
  const limits = [
    { subject: `address ${network}`, attempts: 60, windowSeconds: 900 },
    { subject: `pair ${network} ${account}`, attempts: 10, windowSeconds: 900 },
  ];
  if (!addressIsKnown) limits.push({ subject: `account ${account}`, attempts: 60, windowSeconds: 3600 });
  return limits;
}

/** The name under which a successful sign-in from this address is remembered. */
export const knownSubject = (email: string, address: string) =>
  `known ${networkOf(address)} ${email.trim().toLowerCase().slice(0, 254)}`;

/** IPv6 hands whole /64 networks to one customer, so they count as one; IPv4 counts by address. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('%')[0]!.split('::');
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const zeros =
    tail === undefined ? [] : Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0');
  const groups = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.join(':')}::/64`;
}
