import type { Domain } from '../../profiles/domain.ts';
import type { House } from '../../profiles/house.ts';
import { listMemberIds, survivorsOf } from '../../profiles/store/profiles.ts';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import type { GroupRow } from '../matchGroups.ts';
import { countGroups, listGroups, listGroupsOfJob } from '../store/groupLists.ts';
import { findGroup, findGroupOf } from '../store/groups.ts';
import { findLatestRun } from '../store/jobs.ts';

type MatchOperation = 'GetMatches' | 'GetSimilarProfiles' | 'ListRuleBasedMatches';

const usualPage = 100;

/** What is merged is not delivered (AWS: with auto-merging on), nor what people keep apart. */
const potential = ['OPEN', 'LATER'] as const;
const filterOf = (jobId: string) => ({ jobId, method: 'MODEL', withoutSplits: true, states: potential });

/** Match groups as the API shows them: GetMatches, GetSimilarProfiles, ListRuleBasedMatches. */
export function matchOperations(house: House): Pick<CustomerProfilesOperations, MatchOperation> {
  const { sql } = house;
  return {
    async GetMatches(input, call) {
      const { domainId } = await house.domains.get(call.caller.accountId, input.DomainName);
      const limit = input.MaxResults ?? usualPage;
      const [after] = fromToken(input.NextToken, ['id']) ?? [];
      const run = await findLatestRun(sql, domainId);
      if (!run) return { Matches: [], PotentialMatches: 0 };
      const page = { method: 'MODEL', states: potential, after, limit: limit + 1 };
      const groups = await listGroupsOfJob(sql, domainId, run.jobId, page);
      const { items, nextToken } = pageOf(groups, limit, ({ matchId }) => [matchId]);
      return {
        Matches: items.map((group) => ({
          MatchId: group.matchId,
          ProfileIds: group.profileIds,
          ConfidenceScore: group.confidence,
        })),
        MatchGenerationDate: run.publishedAt,
        PotentialMatches: await countGroups(sql, domainId, filterOf(run.jobId)),
        NextToken: nextToken,
      };
    },

    async GetSimilarProfiles(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const method = input.MatchType === 'RULE_BASED_MATCHING' ? 'RULE' : 'MODEL';
      const [from = 0] = fromToken(input.NextToken, ['number']) ?? [];
      const group = await searchGroup(house, domain, method, input.SearchKey ?? '', input.SearchValue ?? '');
      if (!group) return { ProfileIds: [], MatchType: input.MatchType };
      const limit = input.MaxResults ?? usualPage;
      const rest = group.profileIds.slice(from, from + limit + 1);
      const { items, nextToken } = pageOf(rest, limit, () => [from + limit]);
      return {
        ProfileIds: items,
        MatchId: group.matchId,
        MatchType: input.MatchType,
        ...(method === 'RULE' ? { RuleLevel: group.ruleLevel } : { ConfidenceScore: group.confidence }),
        NextToken: nextToken,
      };
    },

    async ListRuleBasedMatches(input, call) {
      const { domainId } = await house.domains.get(call.caller.accountId, input.DomainName);
      const limit = input.MaxResults ?? usualPage;
      const [rank, matchId = ''] = fromToken(input.NextToken, ['number', 'id']) ?? [];
      const after = rank === undefined ? undefined : { rank: rank / 100, matchId };
      const groups = await listGroups(sql, domainId, await currentRules(house, domainId), {
        after,
        limit: limit + 1,
      });
      const { items, nextToken } = pageOf(groups, limit, (group) => [
        Math.round(group.rank * 100),
        group.matchId,
      ]);
      return { MatchIds: items.map((group) => group.matchId), NextToken: nextToken };
    },
  };
}

/** Groups of rules: of the latest run, and those found on write since. */
async function currentRules(house: House, domainId: number) {
  const run = await findLatestRun(house.sql, domainId);
  return { currentJobId: run?.jobId ?? null, method: 'RULE', withoutSplits: true };
}

/** By match id or by profile id, in any spelling of the key (AWS: "using the matchId or profileId"). */
async function searchGroup(
  house: House,
  domain: Domain,
  method: 'RULE' | 'MODEL',
  searchKey: string,
  value: string,
): Promise<GroupRow | undefined> {
  const key = searchKey.toLowerCase().replace(/[^a-z]/g, '');
  if (key !== 'matchid' && key !== 'profileid')
    throw badRequest(`SearchKey "${searchKey}" is not known. Use matchId or profileId.`);
  const { sql } = house;
  const wanted = value.toLowerCase().replaceAll('-', '');
  if (key === 'matchid') {
    const group = /^[0-9a-f]{32}$/.test(wanted) ? await findGroup(sql, domain.domainId, wanted) : undefined;
    if (group?.method === method) return group;
    throw notFound(`There is no match of this type with the id "${value}" in domain "${domain.name}".`);
  }
  const survivor = /^[0-9a-f]{32}$/.test(wanted)
    ? (await survivorsOf(sql, domain.domainId, [wanted])).get(wanted)
    : undefined;
  if (!survivor) throw notFound(`Profile "${value}" does not exist in domain "${domain.name}".`);
  const run = await findLatestRun(sql, domain.domainId);
  const find = (profileIds: string[]) =>
    findGroupOf(sql, domain.domainId, { profileIds, method, jobId: run?.jobId });
  return (await find([wanted])) ?? find(await listMemberIds(sql, domain.domainId, [survivor]));
}
