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
