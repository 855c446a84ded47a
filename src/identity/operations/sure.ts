import { z } from 'zod';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { startMergeSure } from '../mergeSure.ts';
import { countSure } from '../store/sureGroups.ts';
import { domainName, type IdentityDeps, id, reviewers } from './shapes.ts';

/** PreviewSureGroups, MergeSureGroups: everything in the merge band at once, after a look at the figures. */
export function sureOperations(deps: IdentityDeps): NayoseOperation[] {
  const { house } = deps;
  return [
    defineOperation({
      name: 'PreviewSureGroups',
      summary:
        'Counts the match groups that wait, the profiles in them, and the profiles that merging all sure groups would make one with others; merges nothing.',
      input: z.object({ DomainName: domainName, JobId: id.optional() }),
      output: z.object({
        Groups: z.number(),
        Profiles: z.number(),
        ProfilesWillBeMerged: z.number(),
        /** Groups in the merge band that nothing has touched since they were found. */
        SureGroups: z.number(),
        /** For MergeSureGroups, which does what these figures say or refuses. */
        Hash: z.string(),
      }),
      roles: reviewers,
      handler: async (input, { caller }) => {
        const { domainId } = await house.domains.get(caller.accountId, input.DomainName);
        const counts = await countSure(house.sql, domainId, input.JobId);
        return {
          Groups: counts.groups,
          Profiles: counts.profiles,
          ProfilesWillBeMerged: counts.sureProfiles,
          SureGroups: counts.sureGroups,
          Hash: counts.hash,
        };
      },
    }),
    defineOperation({
      name: 'MergeSureGroups',
      summary:
        'Merges every sure group that waits, of one run or altogether, as a run of its own: as if a person had said "same" to each. UndoJob takes all of it back.',
      input: z.object({ DomainName: domainName, JobId: id.optional(), Hash: z.string().max(64) }),
      output: z.object({ JobId: id }),
      roles: reviewers,
      handler: async (input, { caller }) => {
        const domain = await house.domains.get(caller.accountId, input.DomainName);
        const wish = { jobId: input.JobId, hash: input.Hash, startedBy: caller.arn };
        return { JobId: await startMergeSure(deps, domain, wish) };
      },
    }),
  ];
}
