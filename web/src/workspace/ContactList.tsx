import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Contact, ContactCustomer } from '../contacts/types.ts';
import { ChannelIcon, Clock, useContactTitle } from '../contacts/words.tsx';
import { useCustomerName } from '../profile/ProfileTitle.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { sinceOf } from './contactsNow.ts';
import { customerQuery, useWorkspace } from './WorkspaceContext.tsx';

interface ContactListProps {
  contacts: Contact[];
  atHand: string | undefined;
  onTake: (contactId: string) => void;
}

/** The agent's contacts; the one at hand is marked. */
export function ContactList({ contacts, atHand, onTake }: ContactListProps) {
  const { t } = useTranslation();
  if (contacts.length === 0) return <p className="w-none">{t('work.noContacts')}</p>;
  return (
    <ul className="w-contacts" aria-label={t('work.contacts')}>
      {contacts.map((contact) => (
        <li key={contact.ContactId}>
          <button
            type="button"
            className="w-entry"
            data-state={contact.State}
            data-contact={contact.ContactId}
            aria-current={contact.ContactId === atHand}
            onClick={() => onTake(contact.ContactId)}
          >
            <Entry contact={contact} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Entry({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { LastMessage, Unread = 0, State } = contact;
  // A task has its subject where a chat has its latest message, unless the subject is the title already.
  const latest = LastMessage?.Text ?? (contact.Channel === 'TASK' && contact.ProfileId ? contact.Name : '');
  return (
    <>
      <ChannelIcon channel={contact.Channel} />
      <span className="w-entry-name">
        <ContactName contact={contact} />
      </span>
      <span className="w-entry-clock">
        {State === 'OFFERED' || contact.WorkExpiresAt !== undefined ? (
          <Clock until={contact.WorkExpiresAt ?? contact.OfferExpiresAt} />
        ) : (
          <Clock since={sinceOf(contact)} />
        )}
      </span>
      <span className="w-entry-note">
        {latest && State === 'CONNECTED' ? <SafeText text={latest} limit={80} /> : t(`contactState.${State}`)}
      </span>
      {Unread > 0 && (
        <span className="w-unread">
          <span aria-hidden="true">{Unread > 99 ? '99+' : Unread}</span>
          <span className="n-off-screen">{t('work.unread', { count: Unread })}</span>
        </span>
      )}
    </>
  );
}

/** The customer's name where the contact is linked, else what the contact itself says. */
export function ContactName({ contact }: { contact: Contact }) {
  const { domain } = useWorkspace();
  const title = useContactTitle();
  const nameOf = useCustomerName();
  const { data } = useQuery<ContactCustomer>({
    ...customerQuery(domain, contact.ContactId),
    staleTime: 60_000,
  });
  const linked = contact.ProfileId && data?.Profile;
  return <SafeText text={linked ? nameOf(linked.Profile) : title(contact)} limit={60} />;
}
