import { useCallback, useState } from 'react';
import type { ResolutionSettings } from '../types.ts';
import { type Draft, draftOf } from './draft.ts';

interface Kept {
  draft: Draft;
  /** The preview made of this draft. */
  previewId?: string;
}

const keyOf = (domain: string) => `nayose.matching.${domain}`;

/** What was being changed in this window when the page was left, to look at a preview or by mistake. */
export function keptDraft(domain: string): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(domain)) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

export const keepDraft = (domain: string, kept: Kept) =>
  sessionStorage.setItem(keyOf(domain), JSON.stringify(kept));

export const forgetDraft = (domain: string) => sessionStorage.removeItem(keyOf(domain));

/** The settings under change: what was left unsaved in this window, else what is in force. */
export function useDraft(domain: string, settings: ResolutionSettings) {
  const inForce = draftOf(settings);
  const [draft, setDraft] = useState(() => keptDraft(domain)?.draft ?? inForce);
  const change = useCallback(
    (part: (now: Draft) => Draft) =>
      setDraft((now) => {
        const next = part(now);
        keepDraft(domain, { draft: next });
        return next;
      }),
    [domain],
  );
  const reset = () => {
    forgetDraft(domain);
    setDraft(inForce);
  };
  return { draft, change, reset, changed: JSON.stringify(draft) !== JSON.stringify(inForce) };
}
