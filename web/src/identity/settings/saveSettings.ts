import { ApiError, call } from '../../api/client.ts';
import type { Job } from '../types.ts';
import { type Draft, matchingOf, nayoseOf, rulesOf } from './draft.ts';

/** Puts a form in force. Throws ApiError. */
export async function saveSettings(domain: string, draft: Draft): Promise<void> {
  await call('nayose', 'PutResolutionSettings', { DomainName: domain, Nayose: nayoseOf(draft) });
  await call('profile', 'UpdateDomain', {
    DomainName: domain,
    Matching: matchingOf(draft),
    RuleBasedMatching: rulesOf(draft),
  });
}

/** Looks at what a form would do to the whole data, without putting it in force. Throws ApiError. */
export const previewSettings = (domain: string, draft: Draft) =>
  call<{ JobId: string }>('nayose', 'PreviewResolution', {
    DomainName: domain,
    Matching: matchingOf(draft),
    RuleBasedMatching: rulesOf(draft),
    Nayose: nayoseOf(draft),
  });

const latestRun = (domain: string) =>
  call<{ Items: Job[] }>('nayose', 'ListResolutionJobs', { DomainName: domain, MaxResults: 5 }).then(
    ({ Items }) => Items.find(({ Kind }) => Kind !== 'PREVIEW')?.JobId,
  );

/**
 * Does exactly what a preview showed, after putting its settings in force when they are at hand. Changed rules start a
 * run by themselves when they are saved; then that is the run. Resolves to the id of the run. Throws ApiError.
 */
export async function applyPreview(
  domain: string,
  previewId: string,
  draft: Draft | undefined,
): Promise<string> {
  const before = await latestRun(domain);
  if (draft) await saveSettings(domain, draft);
  const input = { DomainName: domain, PreviewId: previewId };
  try {
    return (await call<{ JobId: string }>('nayose', 'StartResolutionJob', input)).JobId;
  } catch (error) {
    const started = draft && error instanceof ApiError && error.status === 400 && (await latestRun(domain));
    if (started && started !== before) return started;
    throw error;
  }
}
