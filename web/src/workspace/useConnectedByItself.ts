import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlash } from '../app/flash.tsx';
import type { Contact, ContactState } from '../contacts/types.ts';
import { connectedByItself } from './connectedByItself.ts';
import { beep } from './ring.ts';

const acceptedHere = new Set<string>();

/** Notes that this screen has taken a contact: it needs no telling. */
export const noteAccepted = (contactId: string) => acceptedHere.add(contactId);

/** Says, and lets hear, that a contact is connected which nobody has accepted: auto-accept, or the telephone system. */
export function useConnectedByItself(contacts: readonly Contact[] | undefined): void {
  const { t } = useTranslation();
  const flash = useFlash();
  const seen = useRef<Map<string, ContactState> | undefined>(undefined);
  useEffect(() => {
    if (!contacts) return;
    const before = seen.current;
    seen.current = new Map(contacts.map(({ ContactId, State }) => [ContactId, State]));
    // What is there when the page opens was there before.
    if (!before) return;
    for (const { Channel } of connectedByItself(before, contacts, acceptedHere)) {
      beep();
      flash({ type: 'info', text: t(`work.connectedByItself.${Channel}`) });
    }
  }, [contacts, flash, t]);
}
