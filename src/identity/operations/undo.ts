import { z } from 'zod';
import { toDocument } from '../../profiles/document.ts';
import { profileSummary } from '../../profiles/profileSummary.ts';
import { listLiveMerges, type MergeRow } from '../../profiles/store/merges.ts';
import { listMemberIds, survivorsOf } from '../../profiles/store/profiles.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { accessDenied, badRequest, notFound } from '../../wire/refusal.ts';
import { undoMerge } from '../merge.ts';
import { previewUndo } from '../previewUndo.ts';
import { listJobMerges, listMergesOf } from '../store/ledger.ts';
import { requireEnded, undoJob } from '../undoJob.ts';
import { type Line, ownLines } from './ownLines.ts';
import { anyone, domainName, type IdentityDeps, id, reviewers } from './shapes.ts';

/** What the original cannot do: list merges, look at an undo, undo one merge or a whole run. */
export function undoOperations(deps: IdentityDeps): NayoseOperation[] {
  return [listOperation(deps), previewOperation(deps), undoOperation(deps), undoJobOperation(deps)];
}

const mergeShape = z.object({
  MergeId: z.string(),
  At: timestamp,
  Actor: z.string(),
  MainProfileId: z.string(),
  MergedProfileIds: z.array(z.string()),
  /** Each as it would stand by itself, the first five. */
  MergedProfiles: z.array(profileSummary),
  Method: z.enum(['MANUAL', 'RULE', 'MODEL']),
  Confidence: z.number().optional(),
  RuleLevel: z.number().optional(),
  JobId: z.string().optional(),
  MatchId: z.string().optional(),
  UndoneAt: timestamp.optional(),
  UndoneBy: z.string().optional(),
});

const toItem = (merge: MergeRow, lines: ReadonlyMap<string, Line>): z.input<typeof mergeShape> => ({
  MergeId: merge.mergeId,
  At: new Date(merge.at),
  Actor: merge.actor,
  MainProfileId: merge.mainId,
  MergedProfileIds: merge.absorbedIds,
  MergedProfiles: merge.absorbedIds.slice(0, mostNamed).flatMap((absorbed) => lines.get(absorbed) ?? []),
  Method: merge.cause.method,
  Confidence: merge.cause.confidence,
  RuleLevel: merge.cause.ruleLevel,
  JobId: merge.jobId,
  MatchId: merge.cause.matchId,
  UndoneAt: merge.undoneAt,
  UndoneBy: merge.undoneBy,
});

function listOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'ListMerges',
    summary:
      'Lists the merges that make a profile what it is, oldest first; those undone since too, if asked.',
    input: z.object({ DomainName: domainName, ProfileId: id, IncludeUndone: z.boolean().optional() }),
    output: z.object({ Items: z.array(mergeShape) }),
    roles: anyone,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const { domainId, name } = domain;
      const survivor = (await survivorsOf(house.sql, domainId, [input.ProfileId])).get(input.ProfileId);
      if (!survivor) throw notFound(`Profile ${input.ProfileId} does not exist in domain "${name}".`);
      const merges = input.IncludeUndone
        ? await listMergesOf(house.sql, domainId, await listMemberIds(house.sql, domainId, [survivor]))
        : await listLiveMerges(house.sql, domainId, [survivor]);
      const named = merges.flatMap(({ absorbedIds }) => absorbedIds.slice(0, mostNamed));
      const lines = await ownLines(house, domain, [...new Set(named)]);
      return { Items: merges.map((merge) => toItem(merge, lines)) };
    },
  });
}

const mostNamed = 5;

const mostPreviewed = 20;

function previewOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'PreviewUndo',
    summary:
      'Shows the profiles that undoing a merge would leave, and which edits would stay with the survivor; of a run, how many merges still live and the newest of them.',
    input: z.object({ DomainName: domainName, MergeId: id.optional(), JobId: id.optional() }),
    output: z.object({
      Profiles: z.array(
        z.object({
          ProfileId: z.string(),
          MemberIds: z.array(z.string()),
          Profile: z.record(z.string(), z.unknown()),
          StayingFields: z.array(z.string()),
        }),
      ),
      /** Of a run: merges to undo, merges undone already, profiles that would stand by themselves again. */
      Totals: z.object({ Merges: z.number(), AlreadyUndone: z.number(), Profiles: z.number() }).optional(),
    }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      if ((input.MergeId === undefined) === (input.JobId === undefined))
        throw badRequest('Give either MergeId or JobId.');
      const shown = async (mergeId: string) =>
        (await previewUndo(house, domain, mergeId)).map(({ profileId, memberIds, fields, staying }) => ({
          ProfileId: profileId,
          MemberIds: memberIds,
          Profile: { ProfileId: profileId, ...toDocument(fields) },
          StayingFields: staying,
        }));
      if (input.MergeId !== undefined) return { Profiles: await shown(input.MergeId) };
      await requireEnded(house, domain, input.JobId ?? '');
      const merges = await listJobMerges(house.sql, domain.domainId, input.JobId ?? '');
      const live = merges.filter(({ undoneAt }) => !undoneAt);
      const Profiles = [];
      for (const { mergeId } of live.slice(0, mostPreviewed)) Profiles.push(...(await shown(mergeId)));
      const parted = live.reduce((sum, { absorbedIds }) => sum + absorbedIds.length, 0);
      const AlreadyUndone = merges.length - live.length;
      return { Profiles, Totals: { Merges: live.length, AlreadyUndone, Profiles: parted } };
    },
  });
}

function undoOperation({ house, tell }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'UndoMerge',
    summary:
      'Undoes a merge exactly, at any later time; the profiles it alone held together stand by themselves again. KeepApart pins them, so that no run merges them again; it is on for merges that the engine made.',
    input: z.object({ DomainName: domainName, MergeId: id, KeepApart: z.boolean().optional() }),
    output: z.object({ ProfileIds: z.array(z.string()) }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const ProfileIds = await undoMerge(house, domain, input.MergeId, caller.arn, input.KeepApart);
      tell(domain.name, {});
      return { ProfileIds };
    },
  });
}

function undoJobOperation({ house, tell }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'UndoJob',
    summary:
      'Undoes every merge that a run made and that still lives. Without KeepApart the next run finds the same again. What a supervisor has merged at once a supervisor may undo.',
    input: z.object({ DomainName: domainName, JobId: id, KeepApart: z.boolean().optional() }),
    output: z.object({ Undone: z.number(), AlreadyUndone: z.number(), ProfileIds: z.array(z.string()) }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const job = await requireEnded(house, domain, input.JobId);
      if (job.kind !== 'MERGE' && caller.role !== 'admin')
        throw accessDenied('Runs of the engine are undone by administrators.');
      const done = await undoJob(house, domain, input.JobId, caller.arn, input.KeepApart);
      tell(domain.name, { JobId: input.JobId });
      return { Undone: done.undone, AlreadyUndone: done.alreadyUndone, ProfileIds: done.profileIds };
    },
  });
}
