/** Who did something, as screens name it: no ARN and no address of a person goes out. */
export interface ActorName {
  Kind: 'PERSON' | 'TELEPHONE' | 'ACCESS_KEY' | 'SYSTEM';
  /** Absent for a person or a telephone system that is no longer known, and for keys and the house. */
  Name?: string;
}

/** Who may have done it. */
export interface Known {
  /** Names of people by e-mail address, in small letters. */
  people: ReadonlyMap<string, string>;
  /** Names of telephone systems by the id of their key. */
  telephones: ReadonlyMap<string, string>;
}

/** What stands behind the actor of an event: an ARN, or `cti:` and a key. Undefined where nobody did it. Pure. */
export function actorOf(actor: string | undefined, { people, telephones }: Known): ActorName | undefined {
  if (actor === undefined) return undefined;
  if (actor.startsWith('cti:')) return named('TELEPHONE', telephones.get(actor.slice('cti:'.length)));
  const email = /:user\/(.+)$/.exec(actor)?.[1];
  if (email !== undefined) return named('PERSON', people.get(email.toLowerCase()));
  return { Kind: /:access-key\//.test(actor) ? 'ACCESS_KEY' : 'SYSTEM' };
}

const named = (Kind: ActorName['Kind'], Name: string | undefined): ActorName => ({
  Kind,
  ...(Name && { Name }),
});

/** What events may tell besides; anything else stays in the house. */
const told = ['QueueId', 'UserId', 'Reason', 'ProfileId', 'To', 'NextContactId', 'Key', 'Text', 'Lang'];

/** The details of an event that screens show, with the name of the agent it is about. Pure. */
export function detailFor(
  detail: Readonly<Record<string, unknown>> | undefined,
  names: ReadonlyMap<string, string>,
): Record<string, unknown> | undefined {
  const facts = Object.fromEntries(Object.entries(detail ?? {}).filter(([name]) => told.includes(name)));
  const name = names.get(String(facts['UserId'] ?? ''));
  if (name) facts['UserName'] = name;
  return Object.keys(facts).length > 0 ? facts : undefined;
}
