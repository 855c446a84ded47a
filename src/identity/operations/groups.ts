import { z } from 'zod';
import type { Domain } from '../../profiles/domain.ts';
import type { House } from '../../profiles/house.ts';
import { summarise } from '../../profiles/profileSummary.ts';
import { listMemberIds, listMembers, survivorsOf } from '../../profiles/store/profiles.ts';
import { loadGroups, visibleValues } from '../../profiles/visibleProfiles.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import { describeGroup } from '../describeGroup.ts';
import type { GroupRow } from '../matchGroups.ts';
import { currentSettings } from '../startJob.ts';
import { countGroups, listGroups } from '../store/groupLists.ts';
import { countReview } from '../store/groupStates.ts';
import { findGroup } from '../store/groups.ts';
import { findJob } from '../store/jobs.ts';
import { countMergeBand } from '../store/sureGroups.ts';
import { findTwins } from '../store/twins.ts';
import { ownLines } from './ownLines.ts';
import {
  anyone,
  domainName,
  groupChange,
  groupMethod,
  groupShape,
  groupState,
  type IdentityDeps,
  id,
  maxResults,
  nextToken,
} from './shapes.ts';

/** ListMatchGroups, GetMatchGroup, GetReviewCounts. */
export function groupOperations(deps: IdentityDeps): NayoseOperation[] {
  return [listOperation(deps), getOperation(deps), countOperation(deps)];
}

const firstProfiles = 5;
/** A group that merges in part is in the list of what merges and of what waits. */
const changesOf = {
  MERGE: ['MERGE', 'PART'],
  REVIEW: ['REVIEW', 'PART'],
  SPLIT: ['SPLIT'],
  UNCHANGED: ['UNCHANGED'],
} as const;
/** Waits for somebody. */
const waiting = ['OPEN'] as const;

/**
 * Groups as lists show them, with the profiles as they are shown now; those that are one by now each by its own name,
 * for a line of one name says nothing about who was merged.
 */
async function groupItems(
  house: House,
  domain: Domain,
  groups: readonly GroupRow[],
): Promise<z.input<typeof groupShape>[]> {
  const ids = [...new Set(groups.flatMap(({ profileIds }) => profileIds.slice(0, firstProfiles)))];
  const rows = await listMembers(house.sql, domain.domainId, ids);
  const shown = await loadGroups(house.sql, domain.domainId, rows);
  const lines = new Map(
    shown.flatMap((group) => {
      const line = summarise(group, visibleValues(domain, group));
      return group.members.map(({ profileId }) => [profileId, line] as const);
    }),
  );
  const merged = groups.flatMap(({ state, profileIds }) =>
    state === 'MERGED' ? profileIds.slice(0, firstProfiles) : [],
  );
  const own = await ownLines(house, domain, [...new Set(merged)]);
  const twins = await findTwins(
    house.sql,
    domain.domainId,
    groups.map(({ matchId }) => matchId),
  );
  const lineOf = (group: GroupRow) => (id: string) => {
    const line = lines.get(id);
    const before = group.state === 'MERGED' ? own.get(id) : undefined;
    return line && before ? { ...before, ProfileId: line.ProfileId } : (line ?? []);
  };
  return groups.map((group) => ({
    MatchId: group.matchId,
    JobId: group.jobId,
    Method: group.method,
    Also: alsoOf(twins.get(group.matchId)),
    Band: group.band,
    Change: group.change,
    State: group.state,
    Confidence: group.confidence,
    RuleLevel: group.ruleLevel,
    Reasons: group.reasons,
    Profiles: group.profileIds.slice(0, firstProfiles).flatMap(lineOf(group)),
    Size: group.profileIds.length,
    CreatedAt: group.createdAt,
    DecidedAt: group.decidedAt,
    DecidedBy: group.decidedBy,
  }));
}

const alsoOf = (twin: GroupRow | undefined) =>
  twin && {
    Method: twin.method,
    MatchId: twin.matchId,
    Confidence: twin.confidence,
    RuleLevel: twin.ruleLevel,
  };

/** Groups of a run; one that merges what waits finds none of its own. */
async function runFilter({ sql }: House, { domainId }: Domain, jobId: string | undefined) {
  const job = jobId ? await findJob(sql, domainId, jobId) : undefined;
  return job?.kind === 'MERGE' ? { mergedBy: job.jobId } : { jobId };
}

function listOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'ListMatchGroups',
    summary:
      'Lists match groups, the surest first: of one run, or, without JobId, those that wait for a person now.',
    input: z.object({
      DomainName: domainName,
      JobId: id.optional(),
      State: groupState.optional(),
      Change: groupChange.optional(),
      Method: groupMethod.optional(),
      ProfileId: id.optional(),
      MaxResults: maxResults,
      NextToken: nextToken,
    }),
    output: z.object({ Items: z.array(groupShape), Total: z.number(), NextToken: z.string().optional() }),
    roles: anyone,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const { domainId } = domain;
      const limit = input.MaxResults ?? 25;
      const states = input.State ? [input.State] : input.JobId || input.ProfileId ? undefined : waiting;
      const profileIds = input.ProfileId ? await membersOf(house, domain, input.ProfileId) : undefined;
      const changes = input.Change && changesOf[input.Change];
      const ofRun = await runFilter(house, domain, input.JobId);
      const filter = { ...ofRun, states, changes, method: input.Method, profileIds };
      const [rank, matchId = ''] = fromToken(input.NextToken, ['text', 'id']) ?? [];
      const after = rank === undefined ? undefined : { rank: Number(rank) || 0, matchId };
      const rows = await listGroups(house.sql, domainId, filter, { after, limit: limit + 1 });
      const { items, nextToken } = pageOf(rows, limit, (row) => [String(row.rank), row.matchId]);
      const Total = await countGroups(house.sql, domainId, filter);
      return { Items: await groupItems(house, domain, items), Total, NextToken: nextToken };
    },
  });
}

/** Every base profile shown as one with this one. */
async function membersOf(house: House, domain: Domain, profileId: string): Promise<string[]> {
  const survivor = (await survivorsOf(house.sql, domain.domainId, [profileId])).get(profileId);
  if (!survivor) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
  return listMemberIds(house.sql, domain.domainId, [survivor]);
}

const value = z.union([z.string(), z.array(z.unknown())]);
const origin = z.object({
  Kind: z.enum(['MANUAL', 'OBJECT']),
  ObjectTypeName: z.string().optional(),
  Actor: z.string().optional(),
  SourceTime: timestamp.optional(),
  RecordedAt: timestamp,
});

const told = z.object({ Field: z.string(), Value: z.string() });

const detailShape = z.object({
  Group: groupShape,
  Members: z.array(
    z.object({
      ProfileId: z.string(),
      SurvivorId: z.string(),
      Fields: z.record(z.string(), z.object({ Value: value, From: origin })),
      CreatedAt: timestamp,
      UpdatedAt: timestamp,
      Objects: z.number(),
      Cases: z.number(),
      Contacts: z.number(),
    }),
  ),
  Result: z.object({
    ProfileId: z.string(),
    Fields: z.record(
      z.string(),
      z.object({
        Value: value,
        FromProfileId: z.string(),
        From: origin,
        Others: z.array(z.object({ Value: value, ProfileId: z.string() })),
      }),
    ),
  }),
  Parts: z.array(z.array(z.string())),
  Pairs: z.array(
    z.object({
      LeftProfileId: z.string(),
      RightProfileId: z.string(),
      Confidence: z.number().optional(),
      RuleLevel: z.number().optional(),
      Prior: z.number().optional(),
      Reasons: z.array(z.object({ Field: z.string(), Level: z.string(), Weight: z.number().optional() })),
      /** What both have in common by the rule of `RuleLevel`, with the values as they were given. */
      Agreements: z.array(z.object({ Attribute: z.string(), Left: told, Right: told })).optional(),
      Verdict: z.enum(['SAME', 'DIFFERENT', 'LATER']).optional(),
      Contradicts: z.boolean(),
    }),
  ),
});

function getOperation(deps: IdentityDeps): NayoseOperation {
  const { house } = deps;
  return defineOperation({
    name: 'GetMatchGroup',
    summary:
      'Reads a match group: every profile field by field, the profile that merging would leave, the reasons of each pair, and how many cases and contacts would come along.',
    input: z.object({ DomainName: domainName, MatchId: id }),
    output: detailShape,
    roles: anyone,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const group = await findGroup(house.sql, domain.domainId, input.MatchId);
      if (!group) throw notFound(`Match group ${input.MatchId} does not exist in domain "${domain.name}".`);
      const job = group.jobId ? await findJob(house.sql, domain.domainId, group.jobId) : undefined;
      // A preview settles conflicts by the settings that it tries.
      const now = await currentSettings(house, domain);
      const settings = job?.kind === 'PREVIEW' ? job.settings : now;
      // Levels are those of the rules that found the group.
      const rules = (job?.settings ?? now).RuleBasedMatching;
      const [item] = await groupItems(house, domain, [group]);
      const { companions } = deps;
      const described = await describeGroup({ house, companions }, domain, group, { settings, rules });
      return { Group: item!, ...described };
    },
  });
}

function countOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'GetReviewCounts',
    summary: 'Counts the match groups that wait for a person, and what was merged and decided today.',
    input: z.object({ DomainName: domainName }),
    output: z.object({
      Open: z.number(),
      Later: z.number(),
      /** Of the open groups those in the merge band. */
      Sure: z.number(),
      MergedToday: z.number(),
      DecidedToday: z.number(),
    }),
    roles: anyone,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const { Nayose } = await currentSettings(house, domain);
      const today = startOfDay(house.clock(), Nayose.TimeZone);
      const [counts, sure] = await Promise.all([
        countReview(house.sql, domain.domainId, today),
        countMergeBand(house.sql, domain.domainId),
      ]);
      const { open, later, merged, decided } = counts;
      return { Open: open, Later: later, Sure: sure, MergedToday: merged, DecidedToday: decided };
    },
  });
}

/** Midnight of the day that `now` is in, in a time zone. */
function startOfDay(now: Date, timeZone: string): Date {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(now);
  const told = Object.fromEntries(parts.map(({ type, value: text }) => [type, Number(text)]));
  const passed = ((told['hour'] ?? 0) * 60 + (told['minute'] ?? 0)) * 60 + (told['second'] ?? 0);
  return new Date(Math.floor(now.getTime() / 1000 - passed) * 1000);
}
