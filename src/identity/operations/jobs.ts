import type { MatchingRequest, RuleBasedMatchingRequest } from '@aws-sdk/client-customer-profiles';
import { z } from 'zod';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { nayoseProblems, settingsProblems } from '../checkSettings.ts';
import type { NayoseSettings, ResolutionSettings } from '../settings.ts';
import { currentSettings, startJob } from '../startJob.ts';
import { findJob, listJobs } from '../store/jobs.ts';
import {
  admins,
  domainName,
  type IdentityDeps,
  id,
  jobShape,
  maxResults,
  nayoseSettings,
  nextToken,
  reviewers,
  toJob,
} from './shapes.ts';

/** StartResolutionJob, PreviewResolution, GetResolutionJob, ListResolutionJobs. */
export function jobOperations(deps: IdentityDeps): NayoseOperation[] {
  return [startOperation(deps), previewOperation(deps), getOperation(deps), listOperation(deps)];
}

function startOperation(deps: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'StartResolutionJob',
    summary:
      'Starts a run over all profiles now. With a preview it does exactly what that showed, or refuses when data or settings have changed since.',
    input: z.object({ DomainName: domainName, PreviewId: id.optional() }),
    output: z.object({ JobId: id }),
    roles: admins,
    handler: async (input, { caller }) => {
      const domain = await deps.house.domains.get(caller.accountId, input.DomainName);
      const wish = { kind: 'ON_DEMAND' as const, startedBy: caller.arn, previewId: input.PreviewId };
      return { JobId: await startJob(deps, domain, wish) };
    },
  });
}

function previewOperation(deps: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'PreviewResolution',
    summary:
      'Runs over all profiles with changed settings and compares the result with what is merged now; merges nothing.',
    input: z.object({
      DomainName: domainName,
      Matching: z.looseObject({ Enabled: z.boolean() }).optional(),
      RuleBasedMatching: z.looseObject({ Enabled: z.boolean() }).optional(),
      Nayose: nayoseSettings.partial().optional(),
    }),
    output: z.object({ JobId: id }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await deps.house.domains.get(caller.accountId, input.DomainName);
      const now = await currentSettings(deps.house, domain);
      const settings: ResolutionSettings = {
        Matching: (input.Matching as MatchingRequest | undefined) ?? now.Matching,
        RuleBasedMatching:
          (input.RuleBasedMatching as RuleBasedMatchingRequest | undefined) ?? now.RuleBasedMatching,
        Nayose: { ...now.Nayose, ...given(input.Nayose ?? {}) },
      };
      const known = { customFields: [], objectTypes: [...domain.types.keys()] };
      const problems = [...settingsProblems(settings, known), ...nayoseProblems(settings.Nayose)];
      if (problems.length > 0) throw badRequest(problems.slice(0, 10).join(' '));
      const wish = { kind: 'PREVIEW' as const, startedBy: caller.arn, settings };
      return { JobId: await startJob(deps, domain, wish) };
    },
  });
}

const given = (settings: Partial<NayoseSettings>) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));

function getOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'GetResolutionJob',
    summary: 'Reads a run: how far it is, its figures, its reliability table, what it changes.',
    input: z.object({ DomainName: domainName, JobId: id }),
    output: z.object({ Job: jobShape }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const domain = await house.domains.get(caller.accountId, input.DomainName);
      const job = await findJob(house.sql, domain.domainId, input.JobId);
      if (!job) throw notFound(`Run ${input.JobId} does not exist in domain "${domain.name}".`);
      return { Job: toJob(job) };
    },
  });
}

function listOperation({ house }: IdentityDeps): NayoseOperation {
  return defineOperation({
    name: 'ListResolutionJobs',
    summary: 'Lists the runs and previews of a domain, newest first.',
    input: z.object({ DomainName: domainName, MaxResults: maxResults, NextToken: nextToken }),
    output: z.object({ Items: z.array(jobShape), NextToken: z.string().optional() }),
    roles: reviewers,
    handler: async (input, { caller }) => {
      const { domainId } = await house.domains.get(caller.accountId, input.DomainName);
      const limit = input.MaxResults ?? 25;
      const [before] = fromToken(input.NextToken, ['id']) ?? [];
      const jobs = await listJobs(house.sql, domainId, { before, limit: limit + 1, allKinds: true });
      const { items, nextToken } = pageOf(jobs, limit, ({ jobId }) => [jobId]);
      return { Items: items.map(toJob), NextToken: nextToken };
    },
  });
}
