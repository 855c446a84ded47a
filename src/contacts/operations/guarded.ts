import { isStorable } from '../../profiles/storable.ts';
import type { NayoseOperation } from '../../wire/nayose.ts';
import { badRequest } from '../../wire/refusal.ts';
import { duplicate, unknownReference } from './common.ts';

/** Inputs of Connect are a few levels deep. */
const depth = 12;

/** What leads where in a contact centre, by the foreign keys that hold it: the member of a request, and what it names. */
const references: Readonly<Record<string, [member: string, what: string]>> = {
  contact_queue_domain_id_hours_id_fkey: ['HoursOfOperationId', 'set of hours of operation'],
  phone_number_domain_id_queue_id_fkey: ['QueueId', 'queue'],
  routing_profile_domain_id_default_outbound_queue_id_fkey: ['DefaultOutboundQueueId', 'queue'],
  routing_profile_queue_domain_id_queue_id_fkey: ['QueueId', 'queue'],
  routing_profile_queue_domain_id_routing_profile_id_fkey: ['RoutingProfileId', 'routing profile'],
  agent_domain_id_routing_profile_id_fkey: ['RoutingProfileId', 'routing profile'],
};

/** What has a name of its own in a contact centre, by the constraint that says so. */
const named: Readonly<Record<string, string>> = {
  contact_queue_domain_id_name_key: 'queue',
  hours_of_operation_domain_id_name_key: 'set of hours',
  routing_profile_domain_id_name_key: 'routing profile',
};

/**
 * Runs an operation. Texts that PostgreSQL has no place for are refused before anything looks at them, and so are what
 * somebody deleted after the operation had found it, and a name that is taken.
 */
async function guard<Answer>(input: unknown, run: () => Promise<Answer>): Promise<Answer> {
  if (!isStorable(input, depth))
    throw badRequest('A text holds a character that no text may hold (NUL, or half of a surrogate pair).');
  try {
    return await run();
  } catch (cause) {
    const { constraint_name: constraint = '' } = cause as { constraint_name?: string };
    const taken = named[constraint];
    if (taken) throw duplicate(taken);
    const [member, what] = references[constraint] ?? [];
    throw member && what ? unknownReference(member, what) : cause;
  }
}

/** Operations with that guard. */
export function guarded<Table extends object>(table: Table): Table {
  const entries = Object.entries(table).map(([name, operation]) => [
    name,
    typeof operation === 'function'
      ? (input: unknown, call: unknown) =>
          guard(input, () => (operation as (input: unknown, call: unknown) => Promise<unknown>)(input, call))
      : operation,
  ]);
  return Object.fromEntries(entries) as Table;
}

/** The same for an operation of our own. */
export const guardedOwn = (operation: NayoseOperation): NayoseOperation => ({
  ...operation,
  run: (body, call) => guard(body, () => operation.run(body, call)),
});
