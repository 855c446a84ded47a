import Button from '@cloudscape-design/components/button';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from '../app/place.ts';
import type { Contact, Workspace } from '../contacts/types.ts';
import { ChannelIcon, Clock, showEndpoint, useContactTitle, useKnownName } from '../contacts/words.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { CallPanel } from './CallPanel.tsx';
import { ChatPanel } from './ChatPanel.tsx';
import { ContactName } from './ContactList.tsx';
import { type Control, controlsOf, sinceOf } from './contactsNow.ts';
import { keyText } from './KeysHelp.tsx';
import type { WorkAction } from './keys.ts';
import { Remaining } from './OfferBanner.tsx';
import { TransferDialog } from './TransferDialog.tsx';
import { useControl } from './useWork.ts';
import { useWorkspace } from './WorkspaceContext.tsx';
import type { Window } from './WorkspacePage.tsx';

interface ContactPaneProps {
  contact: Contact;
  workspace: Workspace;
  open: Window;
  setOpen: (open: Window) => void;
}

/** The contact at hand: who and how, what can be done with it, and the conversation itself. */
export function ContactPane({ contact, workspace, open, setOpen }: ContactPaneProps) {
  const { t } = useTranslation();
  return (
    <section className="w-contact" aria-label={t('work.atHand')} data-state={contact.State}>
      {contact.State === 'OFFERED' && <Remaining contact={contact} />}
      <Head contact={contact} />
      <Controls contact={contact} onTransfer={() => setOpen('transfer')} />
      {contact.Channel === 'CHAT' ? (
        <ChatPanel contact={contact} key={contact.ContactId} />
      ) : (
        <CallPanel contact={contact} />
      )}
      {open === 'transfer' && (
        <TransferDialog contact={contact} workspace={workspace} onClose={() => setOpen(undefined)} />
      )}
    </section>
  );
}

function Head({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const knownName = useKnownName();
  const title = useContactTitle();
  const address = showEndpoint(contact.CustomerEndpoint);
  const named = contact.ProfileId !== undefined || title(contact) !== address;
  return (
    <header className="w-head">
      <ChannelIcon channel={contact.Channel} />
      <div className="w-head-words">
        <h2>
          <Link to={places.contact(domain, contact.ContactId)} title={t('contact.open')}>
            <ContactName contact={contact} />
          </Link>
        </h2>
        <p>
          {[named && address, contact.Queue && knownName('queue', contact.Queue.Name)]
            .filter((text): text is string => typeof text === 'string' && text !== '')
            .map((text, at) => (
              <span key={text}>
                {at > 0 && ' · '}
                <SafeText text={text} limit={60} />
              </span>
            ))}
        </p>
      </div>
      <div className="w-head-state">
        <strong>{t(`contactState.${contact.State}`)}</strong>
        {contact.WorkExpiresAt !== undefined ? (
          <span>
            {t('work.workLeft')} <Clock until={contact.WorkExpiresAt} />
          </span>
        ) : contact.State === 'OFFERED' ? (
          <Clock until={contact.OfferExpiresAt} />
        ) : (
          <Clock since={sinceOf(contact)} />
        )}
      </div>
    </header>
  );
}

const keyOfControl: Record<Control, WorkAction> = {
  ...{ accept: 'accept', decline: 'decline', hold: 'hold', resume: 'hold' },
  ...{ transfer: 'transfer', end: 'end', finish: 'finish' },
};

function Controls({ contact, onTransfer }: { contact: Contact; onTransfer: () => void }) {
  const { t } = useTranslation();
  const { act, isUnderWay } = useControl();
  const controls = controlsOf(contact);
  return (
    <fieldset className="w-controls">
      <legend className="n-off-screen">{t('work.controls')}</legend>
      {controls.map((control) => (
        <span key={control} title={`${t(`control.${control}`)} (${keyText(keyOfControl[control])})`}>
          <Button
            variant={
              control === 'accept' || control === 'finish' || control === 'resume' ? 'primary' : 'normal'
            }
            loading={isUnderWay(contact.ContactId, control)}
            onClick={() => (control === 'transfer' ? onTransfer() : act(contact.ContactId, control))}
            nativeButtonAttributes={{
              'aria-keyshortcuts': keyText(keyOfControl[control]).replaceAll(' ', ''),
            }}
          >
            {t(`control.${control}`)}
          </Button>
        </span>
      ))}
    </fieldset>
  );
}
