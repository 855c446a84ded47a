import './workspace.css';
import './contact.css';
import './conversation.css';
import './customer.css';
import './offers.css';
import '../contacts/contacts.css';
import './narrow.css';
import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNow } from '../api/useNow.ts';
import { places } from '../app/place.ts';
import type { Contact } from '../contacts/types.ts';
import { ChannelIcon, Clock, showEndpoint, useContactTitle, useKnownName } from '../contacts/words.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useAtHandNow } from './atHand.ts';
import { ContactName } from './ContactList.tsx';
import { useRing } from './ring.ts';
import { useConnectedByItself } from './useConnectedByItself.ts';
import { useControl } from './useWork.ts';
import { useWorkKeys } from './useWorkKeys.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

/** Contacts that wait for this agent's answer, above whatever screen is shown; the one at hand is on the screen already. */
export function OfferBanner() {
  const { domain, workspace } = useWorkspace();
  const navigate = useNavigate();
  const { act, isUnderWay } = useControl();
  const atHand = useAtHandNow();
  const offered = (workspace?.Contacts ?? []).filter(({ State }) => State === 'OFFERED');
  const first = offered.find(({ ContactId }) => ContactId === atHand) ?? offered[0];
  useRing(first?.ContactId);
  useConnectedByItself(workspace?.Contacts);
  const answer = (contactId: string, control: 'accept' | 'decline') =>
    act(contactId, control, () => {
      if (control === 'accept') void navigate(places.workspace(domain, contactId));
    });
  useOfferKeys(first && ((control) => answer(first.ContactId, control)));
  return (
    <div className="w-offers">
      <Announcement contact={first} />
      {offered
        .filter(({ ContactId }) => ContactId !== atHand)
        .map((contact) => (
          <Offer
            key={contact.ContactId}
            contact={contact}
            isUnderWay={(control) => isUnderWay(contact.ContactId, control)}
            onAnswer={(control) => answer(contact.ContactId, control)}
          />
        ))}
    </div>
  );
}

/** Read out once for each offer; the clocks beside it would be read out every second. */
function Announcement({ contact }: { contact: Contact | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="n-off-screen" role="alert">
      {contact && (
        <>
          {t(`work.offer.${contact.Channel}`)} <ContactName contact={contact} />
        </>
      )}
    </div>
  );
}

interface OfferProps {
  contact: Contact;
  isUnderWay: (control: 'accept' | 'decline') => boolean;
  onAnswer: (control: 'accept' | 'decline') => void;
}

function Offer({ contact, isUnderWay, onAnswer }: OfferProps) {
  const { t } = useTranslation();
  const title = useContactTitle();
  const knownName = useKnownName();
  const address = showEndpoint(contact.CustomerEndpoint);
  const facts = [
    t(`work.offer.${contact.Channel}`),
    contact.ProfileId || address !== title(contact) ? address : '',
    contact.Channel === 'TASK' && contact.ProfileId ? contact.Name : '',
    contact.Queue ? knownName('queue', contact.Queue.Name) : '',
  ];
  return (
    <div className="w-offer" data-contact={contact.ContactId}>
      <Remaining contact={contact} />
      <ChannelIcon channel={contact.Channel} />
      <div className="w-offer-words">
        <strong>
          <ContactName contact={contact} />
        </strong>
        <span>
          <SafeText text={facts.filter(Boolean).join(' · ')} limit={160} />
        </span>
      </div>
      <span className="w-offer-clock">
        <Clock until={contact.OfferExpiresAt} />
      </span>
      <div className="w-offer-actions">
        <Button variant="primary" loading={isUnderWay('accept')} onClick={() => onAnswer('accept')}>
          {t('control.accept')}
        </Button>
        <Button loading={isUnderWay('decline')} onClick={() => onAnswer('decline')}>
          {t('control.decline')}
        </Button>
      </div>
    </div>
  );
}

/** How much of the time to answer is left, as a line that shortens. */
export function Remaining({ contact }: { contact: Contact }) {
  const now = useNow();
  const { OfferedAt, OfferExpiresAt } = contact;
  if (OfferedAt === undefined || OfferExpiresAt === undefined) return null;
  const whole = Math.max(1, OfferExpiresAt - OfferedAt);
  const left = Math.min(1, Math.max(0, (OfferExpiresAt - now) / whole));
  return <span className="w-offer-left" style={{ transform: `scaleX(${left})` }} aria-hidden="true" />;
}

/** Accept and decline act on every screen. */
function useOfferKeys(answer: ((control: 'accept' | 'decline') => void) | undefined): void {
  useWorkKeys(answer ? { accept: () => answer('accept'), decline: () => answer('decline') } : {});
}
