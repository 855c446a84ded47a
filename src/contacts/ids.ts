import { accountId as homeAccount } from '../access/account.ts';

/** An id as given at a door, with or without dashes or as the end of an ARN, in the form rows have; undefined when it is none. */
export function toId(text: string | undefined): string | undefined {
  const plain = text?.split('/').at(-1)?.replaceAll('-', '').toLowerCase();
  return plain !== undefined && /^[0-9a-f]{32}$/.test(plain) ? plain : undefined;
}

/** What stands behind an instance in an ARN. */
export type ResourceKind =
  | 'contact'
  | 'agent'
  | 'queue'
  | 'routing-profile'
  | 'agent-state'
  | 'operating-hours'
  | 'security-profile';

/** ARN of an instance or of something in it (AWS: Connect resource ARNs). */
export function connectArn(
  region: string,
  instanceId: string,
  resource?: readonly [kind: ResourceKind, id: string],
  accountId: string = homeAccount,
): string {
  const instance = `arn:aws:connect:${region}:${accountId}:instance/${instanceId}`;
  return resource ? `${instance}/${resource[0]}/${resource[1]}` : instance;
}

/** ARN of a phone number, which stands beside instances. */
export const phoneNumberArn = (region: string, id: string, accountId: string = homeAccount) =>
  `arn:aws:connect:${region}:${accountId}:phone-number/${id}`;
