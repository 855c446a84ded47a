import type { FieldOptionError } from '@aws-sdk/client-connectcases';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import type { Field, FieldOption } from '../field.ts';
import { quotas } from '../quotas.ts';
import { invalid, missing } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { lockSetUp } from '../store/domains.ts';
import { findField, listOptions, loadOptions, putOptions } from '../store/fields.ts';
import { fixedStatuses } from '../systemFields.ts';

/** Choices of SingleSelect fields. */
export function fieldOptionOperations(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'BatchPutFieldOptions' | 'ListFieldOptions'> {
  const { sql } = room.house;
  return {
    async BatchPutFieldOptions({ domainId, fieldId = '', options }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const errors = await sql.begin(async (tx) => {
        await lockSetUp(tx, caseDomainId);
        const field = await findField(tx, caseDomainId, fieldId);
        if (!field) throw missing('field', fieldId);
        if (field.deleted) throw invalid(`Field ${fieldId} was deleted; it takes no options.`);
        if (field.type !== 'SingleSelect')
          throw invalid(`Field ${fieldId} is of the type ${field.type}; options are for SingleSelect.`);
        const before = (await loadOptions(tx, caseDomainId, [fieldId])).get(fieldId) ?? [];
        const sorted = sortOut(field, before, options as FieldOption[]);
        await putOptions(tx, caseDomainId, fieldId, sorted.good);
        return sorted.errors;
      });
      return errors.length > 0 ? { errors } : {};
    },

    async ListFieldOptions({ domainId, fieldId = '', maxResults = 100, nextToken, values }, { caller }) {
      const { caseDomainId } = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const field = await findField(sql, caseDomainId, fieldId);
      if (!field) throw missing('field', fieldId);
      if (field.type !== 'SingleSelect')
        throw invalid(`Field ${fieldId} is of the type ${field.type}; options are for SingleSelect.`);
      const [after = 0] = fromToken(nextToken, ['number']) ?? [];
      const rows = await listOptions(sql, caseDomainId, fieldId, { after, limit: maxResults + 1, values });
      const page = pageOf(rows, maxResults, ({ position }) => [position]);
      const options = page.items.map(({ value, name, active }) => ({ value, name, active }));
      return { options, nextToken: page.nextToken };
    },
  };
}

/** Options that can be stored, and why the others cannot. The last of several with one value counts. */
function sortOut(field: Field, before: readonly FieldOption[], given: readonly FieldOption[]) {
  const known = new Set(before.map(({ value }) => value));
  const good = new Map<string, FieldOption>();
  const errors: FieldOptionError[] = [];
  for (const option of given) {
    const fixed = fixedStatuses.some(({ value }) => field.fieldId === 'status' && value === option.value);
    // AWS: letters, digits, hyphens and underscores.
    if (!/^[A-Za-z0-9_-]+$/.test(option.value))
      errors.push(problem(option, 'ValidationException', 'A value has letters, digits, - and _ only.'));
    else if (fixed && !option.active)
      errors.push(problem(option, 'ValidationException', 'open and closed stay in use.'));
    else if (!known.has(option.value) && known.size >= quotas.optionsPerField)
      errors.push(
        problem(
          option,
          'ServiceQuotaExceededException',
          `A field has at most ${quotas.optionsPerField} options.`,
        ),
      );
    else {
      known.add(option.value);
      good.set(option.value, { value: option.value, name: option.name, active: option.active });
    }
  }
  return { good: [...good.values()], errors };
}

const problem = ({ value }: FieldOption, errorCode: string, message: string): FieldOptionError => ({
  value,
  errorCode,
  message,
});
