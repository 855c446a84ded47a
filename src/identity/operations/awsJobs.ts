import type { House } from '../../profiles/house.ts';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { settingsProblems } from '../checkSettings.ts';
import { previewAutoMerging } from '../previewAutoMerging.ts';
import { findJob, isRun, type JobRow, listJobs } from '../store/jobs.ts';

type JobOperation = 'GetIdentityResolutionJob' | 'ListIdentityResolutionJobs' | 'GetAutoMergingPreview';

/** Runs as the API shows them: GetIdentityResolutionJob, ListIdentityResolutionJobs, GetAutoMergingPreview. */
export function awsJobOperations(house: House): Pick<CustomerProfilesOperations, JobOperation> {
  return {
    async GetIdentityResolutionJob(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const id = (input.JobId ?? '').replaceAll('-', '').toLowerCase();
      const job = await findJob(house.sql, domain.domainId, id);
      if (!job || !isRun(job.kind)) {
        throw notFound(`Identity resolution job ${input.JobId} does not exist in domain "${domain.name}".`);
      }
      return {
        ...describe(job),
        LastUpdatedAt: job.updatedAt,
        JobExpirationTime: job.expiresAt,
        AutoMerging: job.settings.Matching?.AutoMerging,
      };
    },

    async ListIdentityResolutionJobs(input, call) {
      const { domainId } = await house.domains.get(call.caller.accountId, input.DomainName);
      const limit = input.MaxResults ?? 100;
      const [before] = fromToken(input.NextToken, ['id']) ?? [];
      const jobs = await listJobs(house.sql, domainId, { before, limit: limit + 1, allKinds: false });
      const { items, nextToken } = pageOf(jobs, limit, ({ jobId }) => [jobId]);
      return { IdentityResolutionJobsList: items.map(describe), NextToken: nextToken };
    },

    async GetAutoMergingPreview(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const { Consolidation, ConflictResolution, MinAllowedConfidenceScoreForMerging } = input;
      const AutoMerging = {
        Enabled: true,
        Consolidation,
        ConflictResolution,
        MinAllowedConfidenceScoreForMerging,
      };
      const Matching = { Enabled: true, AutoMerging };
      const known = { customFields: [], objectTypes: [...domain.types.keys()] };
      const problems = settingsProblems({ Matching }, known);
      if (problems.length > 0) throw badRequest(problems.join(' ').replaceAll('Matching.AutoMerging.', ''));
      const { groups, profiles, merged } = await previewAutoMerging(house, domain, Matching);
      return {
        DomainName: domain.name,
        NumberOfMatchesInSample: groups,
        NumberOfProfilesInSample: profiles,
        NumberOfProfilesWillBeMerged: merged,
      };
    },
  };
}

function describe(job: JobRow) {
  const place = (job.settings.Matching?.ExportingConfig ?? job.settings.RuleBasedMatching?.ExportingConfig)
    ?.S3Exporting;
  return {
    DomainName: job.domainName,
    JobId: job.jobId,
    Status: job.status,
    Message: job.message,
    JobStartTime: job.startedAt ?? job.createdAt,
    JobEndTime: job.endedAt,
    JobStats: {
      NumberOfProfilesReviewed: job.stats?.ProfilesReviewed ?? 0,
      NumberOfMatchesFound: job.stats?.MatchesFound ?? 0,
      NumberOfMergesDone: job.stats?.MergesDone ?? 0,
    },
    ExportingLocation: place?.S3BucketName
      ? { S3Exporting: { S3BucketName: place.S3BucketName, S3KeyName: exportedKey(job, place.S3KeyName) } }
      : undefined,
  };
}

/** The folder that the files of a run are in. */
function exportedKey(job: JobRow, folder: string | undefined): string {
  const [key] = job.export?.Keys ?? [];
  return key ? key.slice(0, key.lastIndexOf('/')) : [folder, job.jobId].filter(Boolean).join('/');
}
