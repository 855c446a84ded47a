import { z } from 'zod';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { reopenMatch } from '../reopenMatch.ts';
import { domainName, type IdentityDeps, id, reviewers } from './shapes.ts';

/** ReopenMatch: the way back from a decision just made. */
export function reopenOperation({ house, tell }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'ReopenMatch',
    summary:
      'Takes back the latest decision about a match group: its merge is undone, what it said is withdrawn, and the group waits again.',
    input: z.object({ DomainName: domainName, MatchId: id }),
    output: z.object({ UndoneMergeIds: z.array(id), Open: z.number() }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const { undone, open } = await reopenMatch(house, domain, input.MatchId, caller.arn);
      tell(domain.name, { Open: open });
      return { UndoneMergeIds: undone, Open: open };
    },
  });
}
