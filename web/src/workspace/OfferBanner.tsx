import './workspace.css';
import Button from '@cloudscape-design/components/button';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useNow } from '../api/useNow.ts';
import { places } from '../app/place.ts';
import type { Contact } from '../contacts/types.ts';
import { ChannelIcon, Clock, showEndpoint, useKnownName } from '../contacts/words.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { ContactName } from './ContactList.tsx';
import { actionFor } from './keys.ts';
import { useRing } from './ring.ts';
import { useControl } from './useWork.ts';
import { isTyping } from './useWorkKeys.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

/** Contacts that wait for this agent's answer, above whatever screen is shown. */
export function OfferBanner() {
  const { workspace } = useWorkspace();
  const offered = (workspace?.Contacts ?? []).filter(({ State }) => State === 'OFFERED');
  useRing(offered[0]?.ContactId);
  return (
    <div className="w-offers" role="alert">
      {offered.map((contact, at) => (
        <Offer key={contact.ContactId} contact={contact} first={at === 0} />
      ))}
    </div>
  );
}

function Offer({ contact, first }: { contact: Contact; first: boolean }) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const navigate = useNavigate();
  const knownName = useKnownName();
  const { act, pending } = useControl();
  const accept = () =>
    act(contact.ContactId, 'accept', () => void navigate(places.workspace(domain, contact.ContactId)));
  const decline = () => act(contact.ContactId, 'decline');
  useOfferKeys(first, accept, decline);
  return (
    <div className="w-offer" data-contact={contact.ContactId}>
      <Remaining contact={contact} />
      <ChannelIcon channel={contact.Channel} />
      <div className="w-offer-words">
        <strong>
          <ContactName contact={contact} />
        </strong>
        <span>
          {t(`work.offer.${contact.Channel}`)}
          {contact.CustomerEndpoint && (
            <>
              {' '}
              <SafeText text={showEndpoint(contact.CustomerEndpoint)} limit={60} />
            </>
          )}
          {contact.Queue && (
            <>
              {' · '}
              <SafeText text={knownName('queue', contact.Queue.Name)} limit={40} />
            </>
          )}
        </span>
      </div>
      <span className="w-offer-clock">
        <Clock until={contact.OfferExpiresAt} />
      </span>
      <div className="w-offer-actions">
        <Button variant="primary" loading={pending?.control === 'accept'} onClick={accept}>
          {t('control.accept')}
        </Button>
        <Button loading={pending?.control === 'decline'} onClick={decline}>
          {t('control.decline')}
        </Button>
      </div>
    </div>
  );
}

/** How much of the time to answer is left, as a line that shortens. */
function Remaining({ contact }: { contact: Contact }) {
  const now = useNow();
  const { OfferedAt, OfferExpiresAt } = contact;
  if (OfferedAt === undefined || OfferExpiresAt === undefined) return null;
  const whole = Math.max(1, OfferExpiresAt - OfferedAt);
  const left = Math.min(1, Math.max(0, (OfferExpiresAt - now) / whole));
  return <span className="w-offer-left" style={{ transform: `scaleX(${left})` }} aria-hidden="true" />;
}

/** Accept and decline act on every screen, for the first offer. */
function useOfferKeys(active: boolean, accept: () => void, decline: () => void): void {
  useEffect(() => {
    if (!active) return;
    const onKey = (event: KeyboardEvent) => {
      const action = actionFor(event, isTyping(event.target));
      if (action !== 'accept' && action !== 'decline') return;
      event.preventDefault();
      if (action === 'accept') accept();
      else decline();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}
