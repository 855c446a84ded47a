const keyOf = (contactId: string) => `nayose.draft.${contactId}`;

/** Answers that are being written; they outlive a change of contact and a reload of this window. */
export const drafts = {
  of: (contactId: string): string => sessionStorage.getItem(keyOf(contactId)) ?? '',
  keep: (contactId: string, text: string): void => sessionStorage.setItem(keyOf(contactId), text),
  /** What is on its way is no draft any more. */
  sent(contactId: string, text: string): void {
    if (drafts.of(contactId).trim() === text) sessionStorage.removeItem(keyOf(contactId));
  },
  /** What did not arrive is one again, unless something else was written meanwhile. */
  notSent(contactId: string, text: string): void {
    if (drafts.of(contactId) === '') drafts.keep(contactId, text);
  },
};
