import { call } from '../../api/client.ts';
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

/**
 * Does exactly what a preview showed, after putting its settings in force when they are at hand. The run that saving
 * changed rules starts by itself becomes the run of the preview. Resolves to the id of the run. Throws ApiError.
 */
export async function applyPreview(
  domain: string,
  previewId: string,
  draft: Draft | undefined,
): Promise<string> {
  if (draft) await saveSettings(domain, draft);
  const input = { DomainName: domain, PreviewId: previewId };
  return (await call<{ JobId: string }>('nayose', 'StartResolutionJob', input)).JobId;
}
