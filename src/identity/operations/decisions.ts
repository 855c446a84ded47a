import { z } from 'zod';
import type { Domain } from '../../profiles/domain.ts';
import { profileSummary } from '../../profiles/profileSummary.ts';
import { announce } from '../../profiles/store/outbox.ts';
import { listMemberIds, survivorsOf } from '../../profiles/store/profiles.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { decideMatch } from '../decideMatch.ts';
import { wholeNamed } from '../fieldSources.ts';
import { refreshStates } from '../store/groupStates.ts';
import { findJudgement, listJudgements, withdraw } from '../store/judgements.ts';
import { ownLines } from './ownLines.ts';
import { domainName, type IdentityDeps, id, maxResults, nextToken, reviewers } from './shapes.ts';

/** DecideMatch, ListJudgements, WithdrawJudgement. */
export function decisionOperations(deps: IdentityDeps): NayoseOperation[] {
  return [decideOperation(deps), listOperation(deps), withdrawOperation(deps)];
}

const verdict = z.enum(['SAME', 'DIFFERENT', 'LATER']);

function decideOperation({ house, tell }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'DecideMatch',
    summary:
      'Decides about a match group: the same person (merges), different people (a pin that every later run obeys), or later.',
    input: z.object({
      DomainName: domainName,
      MatchId: id,
      Decision: verdict,
      ProfileIds: z.array(id).min(1).max(1_000).optional(),
      MainProfileId: id.optional(),
      FieldSourceProfileIds: z.record(z.string().max(300), id).optional(),
    }),
    output: z.object({ MergeId: id.optional(), Open: z.number() }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const decision = {
        decision: input.Decision,
        profileIds: input.ProfileIds,
        mainId: input.MainProfileId,
        fieldSources: input.FieldSourceProfileIds && wholeNamed(input.FieldSourceProfileIds),
      };
      const { mergeId, open } = await decideMatch(house, domain, input.MatchId, decision, caller.arn);
      tell(domain.name, { Open: open });
      return { MergeId: mergeId, Open: open };
    },
  });
}

const judgementShape = z.object({
  JudgementId: z.string(),
  LeftProfileId: z.string(),
  RightProfileId: z.string(),
  Left: profileSummary.optional(),
  Right: profileSummary.optional(),
  Verdict: verdict,
  At: timestamp,
  Actor: z.string(),
  MatchId: z.string().optional(),
  WithdrawnAt: timestamp.optional(),
  WithdrawnBy: z.string().optional(),
});

function listOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'ListJudgements',
    summary: 'Lists what people decided about pairs of profiles, newest first; withdrawn decisions too.',
    input: z.object({
      DomainName: domainName,
      ProfileId: id.optional(),
      MaxResults: maxResults,
      NextToken: nextToken,
    }),
    output: z.object({ Items: z.array(judgementShape), NextToken: z.string().optional() }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const { domainId } = domain;
      const limit = input.MaxResults ?? 25;
      const [before] = fromToken(input.NextToken, ['id']) ?? [];
      const profileIds = input.ProfileId ? await membersOf(house, domain, input.ProfileId) : undefined;
      const rows = await listJudgements(house.sql, domainId, { profileIds, before, limit: limit + 1 });
      const { items, nextToken } = pageOf(rows, limit, ({ judgementId }) => [judgementId]);
      // A decision is about the profiles as they were, not about what they are part of since.
      const people = await ownLines(house, domain, [
        ...new Set(items.flatMap((row) => [row.leftId, row.rightId])),
      ]);
      const Items = items.map((row) => ({
        JudgementId: row.judgementId,
        LeftProfileId: row.leftId,
        RightProfileId: row.rightId,
        Left: people.get(row.leftId),
        Right: people.get(row.rightId),
        Verdict: row.verdict,
        At: row.at,
        Actor: row.actor,
        MatchId: row.matchId,
        WithdrawnAt: row.withdrawnAt,
        WithdrawnBy: row.withdrawnBy,
      }));
      return { Items, NextToken: nextToken };
    },
  });
}

async function membersOf(house: IdentityDeps['house'], domain: Domain, profileId: string): Promise<string[]> {
  const survivor = (await survivorsOf(house.sql, domain.domainId, [profileId])).get(profileId);
  if (!survivor) throw notFound(`Profile ${profileId} does not exist in domain "${domain.name}".`);
  return listMemberIds(house.sql, domain.domainId, [survivor]);
}

function withdrawOperation({ house, tell }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'WithdrawJudgement',
    summary: 'Takes a decision back; it stays in the list as withdrawn and binds later runs no more.',
    input: z.object({ DomainName: domainName, JudgementId: id }),
    output: z.object({ Message: z.string() }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const { domainId } = domain;
      const now = house.clock();
      await house.sql.begin(async (sql) => {
        const found = await findJudgement(sql, domainId, input.JudgementId);
        if (!found)
          throw notFound(`Decision ${input.JudgementId} does not exist in domain "${domain.name}".`);
        if (found.withdrawnAt)
          throw badRequest(
            `Decision ${input.JudgementId} was withdrawn already, at ${found.withdrawnAt.toISOString()}.`,
          );
        await withdraw(sql, domainId, [found], { actor: caller.arn, now });
        await announce(sql, domainId, [found.leftId, found.rightId], now);
        await refreshStates(sql, domainId, [found.leftId, found.rightId], { actor: caller.arn, now });
      });
      tell(domain.name, {});
      return { Message: `Decision ${input.JudgementId} was withdrawn.` };
    },
  });
}
