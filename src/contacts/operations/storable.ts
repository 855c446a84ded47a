import { isStorable } from '../../profiles/storable.ts';
import type { NayoseOperation } from '../../wire/nayose.ts';
import { badRequest } from '../../wire/refusal.ts';

/** Inputs of Connect are a few levels deep. */
const depth = 12;

function refuse(input: unknown): void {
  if (isStorable(input, depth)) return;
  throw badRequest('A text holds a character that no text may hold (NUL, or half of a surrogate pair).');
}

/** Operations that refuse texts PostgreSQL has no place for, before anything else looks at them. */
export function refusingUnstorable<Table extends object>(table: Table): Table {
  const guarded = Object.entries(table).map(([name, operation]) => [
    name,
    typeof operation === 'function'
      ? async (input: unknown, call: unknown) => {
          refuse(input);
          return (operation as (input: unknown, call: unknown) => unknown)(input, call);
        }
      : operation,
  ]);
  return Object.fromEntries(guarded) as Table;
}

/** The same for an operation of our own. */
export const refusingUnstorableOwn = (operation: NayoseOperation): NayoseOperation => ({
  ...operation,
  async run(body, call) {
    refuse(body);
    return operation.run(body, call);
  },
});
