import type { MatchingRequest } from '@aws-sdk/client-customer-profiles';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { decide } from './decide.ts';
import type { Desired, MatchGroup } from './desired.ts';
import { PinnedParts } from './pinnedParts.ts';
import { byId } from './profileRefs.ts';
import { currentSettings } from './startJob.ts';
import { listGroupsOfJob } from './store/groupLists.ts';
import { listPairs } from './store/groups.ts';
import { findLatestRun } from './store/jobs.ts';
import { listPeoplesWord } from './store/judgements.ts';
import { listManualMerges } from './store/ledger.ts';

/** The three numbers of a preview (AWS: GetAutoMergingPreview), exact and over all groups rather than a sample. */
export interface AutoMergingPreview {
  /** Match groups of the latest run. */
  groups: number;
  /** Profiles in them, each once. */
  profiles: number;
  /** Profiles that would be merged with at least one other. */
  merged: number;
}

const page = 2_000;

/** Applies auto-merging settings to the groups that the latest run found; changes nothing. */
export async function previewAutoMerging(
  house: House,
  domain: Domain,
  matching: MatchingRequest,
): Promise<AutoMergingPreview> {
  const settings = {
    ...(await currentSettings(house, domain)),
    Matching: matching,
    RuleBasedMatching: undefined,
  };
  const needsPairs =
    (matching.AutoMerging?.MinAllowedConfidenceScoreForMerging ?? 0) > settings.Nayose.Bands.Merge;
  return house.sql.begin('isolation level repeatable read read only', async (sql) => {
    const run = await findLatestRun(sql, domain.domainId);
    if (!run) return { groups: 0, profiles: 0, merged: 0 };
    const groups: MatchGroup[] = [];
    let after: string | undefined;
    do {
      const rows = await listGroupsOfJob(sql, domain.domainId, run.jobId, {
        method: 'MODEL',
        after,
        limit: page,
      });
      const found = rows.filter(({ change }) => change !== 'SPLIT');
      const pairs = needsPairs
        ? await listPairs(
            sql,
            domain.domainId,
            found.map(({ matchId }) => matchId),
          )
        : undefined;
      groups.push(
        ...found.map(
          (row): MatchGroup => ({
            ...row,
            band: row.band === 'MERGE' ? 'merge' : 'review',
            pairs: pairs
              ?.get(row.matchId)
              ?.map(({ leftId, rightId, confidence }) => ({ left: leftId, right: rightId, confidence })),
          }),
        ),
      );
      after = rows.length === page ? rows.at(-1)?.matchId : undefined;
    } while (after);
    const live = await listManualMerges(sql, domain.domainId);
    const word = await listPeoplesWord(sql, domain.domainId);
    const { desired } = await decide(sql, domain, { groups, names: byId, word, live, settings });
    return { groups: groups.length, ...countProfiles(groups, desired) };
  });
}

function countProfiles(groups: readonly MatchGroup[], { joins }: Pick<Desired, 'joins'>) {
  const profiles = new Set(groups.flatMap(({ profileIds }) => profileIds));
  const merging = new PinnedParts([]);
  for (const { profileIds } of joins) merging.joinAll(profileIds);
  let merged = 0;
  for (const ids of merging.all()) merged += ids.length;
  return { profiles: profiles.size, merged };
}
