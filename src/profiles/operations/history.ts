import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import type { Domain } from '../domain.ts';
import type { House } from '../house.ts';
import { findHistory, type HistoryRow, listHistory } from '../store/history.ts';
import { listMembers } from '../store/profiles.ts';

/** What happened to a profile: ListProfileHistoryRecords, GetProfileHistoryRecord. */
export function historyOperations(
  house: House,
): Pick<CustomerProfilesOperations, 'ListProfileHistoryRecords' | 'GetProfileHistoryRecord'> {
  const memberIds = async (domain: Domain, profileId: string) => {
    const members = await listMembers(house.sql, domain.domainId, [profileId]);
    if (members.length === 0)
      throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
    return members.map((member) => member.profileId);
  };
  return {
    async ListProfileHistoryRecords(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const ids = await memberIds(domain, input.ProfileId);
      const limit = input.MaxResults ?? 100;
      const [at, id] = fromToken(input.NextToken, ['number', 'id']) ?? [];
      const filter = {
        typeId: typeFilter(domain, input.ObjectTypeName),
        action: input.ActionType,
        actor: input.PerformedBy,
        before: at === undefined || id === undefined ? undefined : { at: new Date(at), id },
      };
      const rows = await listHistory(house.sql, domain.domainId, ids, filter, limit + 1);
      const page = pageOf(rows, limit, (row) => [row.at.getTime(), row.historyId]);
      return {
        ProfileHistoryRecords: page.items.map((row) => toRecord(domain, row)),
        NextToken: page.nextToken,
      };
    },

    async GetProfileHistoryRecord({ DomainName, ProfileId, Id }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const row = await findHistory(house.sql, domain.domainId, await memberIds(domain, ProfileId), Id);
      if (!row) throw notFound(`Profile ${ProfileId} has no history record ${Id}.`);
      const Content = typeof row.content === 'string' ? row.content : JSON.stringify(row.content ?? {});
      return { ...toRecord(domain, row), Content };
    },
  };
}

/** `_profile` is number 0; a type that does not exist matches nothing. */
function typeFilter(domain: Domain, name: string | undefined): number | undefined {
  if (name === undefined) return undefined;
  return name === '_profile' ? 0 : (domain.types.get(name)?.type.typeId ?? -1);
}

function toRecord(domain: Domain, row: HistoryRow) {
  const type = row.typeId === undefined ? undefined : domain.typesById.get(row.typeId);
  return {
    Id: row.historyId,
    ObjectTypeName: row.typeId === undefined ? '_profile' : (type?.name ?? 'deleted'),
    CreatedAt: row.at,
    LastUpdatedAt: row.at,
    ActionType: row.action,
    ProfileObjectUniqueKey: row.uniqueKey,
    PerformedBy: row.actor,
  };
}
