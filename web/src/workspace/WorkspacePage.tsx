import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import type { Contact, ContactCustomer, Workspace } from '../contacts/types.ts';
import { setAtHand } from './atHand.ts';
import { ContactList } from './ContactList.tsx';
import { ContactPane } from './ContactPane.tsx';
import { CustomerPane } from './CustomerPane.tsx';
import { neighbour, nextUnread, readyStatus } from './contactsNow.ts';
import { KeysHelp } from './KeysHelp.tsx';
import { digitOf } from './keys.ts';
import { ReadyPanel } from './ReadyPanel.tsx';
import { StartMenu } from './StartMenu.tsx';
import { StatusMenu } from './StatusMenu.tsx';
import { useControl, useSetStatus } from './useWork.ts';
import { useWorkKeys } from './useWorkKeys.ts';
import { customerQuery, useWorkspace } from './WorkspaceContext.tsx';

/** The screen an agent has open all day: contacts at the left, the one at hand in the middle, its customer beside it. */
export function WorkspacePage() {
  const { workspace, error, retry } = useWorkspace();
  if (workspace) return <Work workspace={workspace} />;
  if (error) {
    return (
      <div className="n-page-problem">
        <Problem error={error} retry={retry} />
      </div>
    );
  }
  return <Loading />;
}

export type Window = 'keys' | 'dial' | 'task' | 'transfer' | undefined;
type Pane = 'list' | 'contact' | 'customer';

function Work({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation();
  const { contacts, atHand, take } = useAtHand(workspace.Contacts);
  const [open, setOpen] = useState<Window>();
  const [pane, setPane] = useState<Pane>('contact');
  const takeAndShow = (contactId: string | undefined) => {
    take(contactId);
    setPane('contact');
  };
  const customer = useCustomerAtHand(atHand);
  useKeys(contacts, atHand, takeAndShow, setOpen);
  return (
    <div className="w-work" data-pane={atHand ? pane : 'list'}>
      <h1 className="n-off-screen">{t('nav.workspace')}</h1>
      <PaneSwitch pane={pane} onChange={setPane} shown={atHand !== undefined} />
      <aside className="w-side" aria-label={t('work.side')}>
        <StatusMenu agent={workspace.Agent} statuses={workspace.Statuses} />
        <ContactList contacts={contacts} atHand={atHand?.ContactId} onTake={takeAndShow} />
        <StartMenu
          workspace={workspace}
          customer={customer}
          open={open}
          setOpen={setOpen}
          onStarted={takeAndShow}
        />
      </aside>
      {atHand ? (
        <>
          <ContactPane contact={atHand} workspace={workspace} open={open} setOpen={setOpen} />
          <CustomerPane contact={atHand} key={atHand.ContactId} />
        </>
      ) : (
        <ReadyPanel workspace={workspace} onKeys={() => setOpen('keys')} />
      )}
      {open === 'keys' && <KeysHelp onClose={() => setOpen(undefined)} />}
    </div>
  );
}

/** The customer whom the contact at hand is linked with. */
function useCustomerAtHand(atHand: Contact | undefined) {
  const { domain } = useWorkspace();
  const { data } = useQuery<ContactCustomer>({
    ...customerQuery(domain, atHand?.ContactId ?? ''),
    enabled: atHand !== undefined,
    staleTime: 60_000,
  });
  return atHand?.ProfileId ? data?.Profile : undefined;
}

/** The contact that the address names, so that a reload shows the same; else the first there is. */
function useAtHand(contacts: Contact[]) {
  const [search, setSearch] = useSearchParams();
  const named = search.get('contact') ?? undefined;
  const atHand = contacts.find(({ ContactId }) => ContactId === named) ?? contacts[0];
  const take = (contactId: string | undefined) => {
    const next = new URLSearchParams(search);
    if (contactId) next.set('contact', contactId);
    else next.delete('contact');
    next.delete('tab');
    setSearch(next, { replace: true });
  };
  const id = atHand?.ContactId;
  useEffect(() => {
    setAtHand(id);
    return () => setAtHand(undefined);
  }, [id]);
  // A contact that stands here stays at hand when an offer comes before it in the list.
  const taken = useRef(take);
  taken.current = take;
  useEffect(() => {
    if (id && id !== named) taken.current(id);
  }, [id, named]);
  return { contacts, atHand, take };
}

function useKeys(
  contacts: Contact[],
  atHand: Contact | undefined,
  take: (contactId: string | undefined) => void,
  setOpen: (open: Window) => void,
): void {
  const { act } = useControl();
  const { workspace } = useWorkspace();
  const set = useSetStatus();
  const needsReady = workspace && readyStatus(workspace);
  const id = atHand?.ContactId;
  const state = atHand?.State;
  const press = (selector: string) => () => document.querySelector<HTMLElement>(selector)?.click();
  const speaking = state === 'CONNECTED' || state === 'ON_HOLD';
  useWorkKeys({
    next: () => take(neighbour(contacts, id, 1)?.ContactId),
    previous: () => take(neighbour(contacts, id, -1)?.ContactId),
    nth: (event) => take(contacts[(digitOf(event) ?? 0) - 1]?.ContactId ?? id),
    unread: () => take(nextUnread(contacts, id)?.ContactId ?? id),
    ...(id &&
      atHand.Channel !== 'CHAT' &&
      speaking && { hold: () => act(id, state === 'CONNECTED' ? 'hold' : 'resume') }),
    ...(id && speaking && { transfer: () => setOpen('transfer'), end: () => act(id, 'end') }),
    ...(id && state === 'AFTER_CONTACT_WORK' && { finish: () => act(id, 'finish') }),
    reply: () => document.querySelector<HTMLElement>('.w-reply textarea')?.focus(),
    newCase: () => openNewCase(press),
    link: press('[data-work="find"] button, button[data-work="find"]'),
    ...(needsReady && { ready: () => set.mutate(needsReady.StatusId) }),
    status: press('.w-status button'),
    previousTab: () => turnTab(-1),
    nextTab: () => turnTab(1),
    dial: () => setOpen('dial'),
    task: () => setOpen('task'),
    help: () => setOpen('keys'),
  });
}

/** The button stands in the tab of cases, which may have to be opened first. */
function openNewCase(press: (selector: string) => () => void): void {
  const button = '[data-work="newCase"] button, button[data-work="newCase"]';
  if (!document.querySelector(button)) press('.w-customer [role=tab][data-testid="cases"]')();
  setTimeout(press(button), document.querySelector(button) ? 0 : 100);
}

/** The tab beside the one that is open at the customer's; after the last comes the first. */
function turnTab(step: 1 | -1): void {
  const tabs = [...document.querySelectorAll<HTMLElement>('.w-customer [role=tab]')];
  const at = tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');
  tabs[(at + step + tabs.length) % tabs.length]?.click();
}

/** On a narrow screen one pane is seen at a time. */
function PaneSwitch({
  pane,
  onChange,
  shown,
}: {
  pane: Pane;
  onChange: (pane: Pane) => void;
  shown: boolean;
}) {
  const { t } = useTranslation();
  if (!shown) return null;
  return (
    <fieldset className="w-switch">
      <legend className="n-off-screen">{t('work.panes')}</legend>
      {(['list', 'contact', 'customer'] as const).map((name) => (
        <button key={name} type="button" aria-pressed={pane === name} onClick={() => onChange(name)}>
          {t(`work.pane.${name}`)}
        </button>
      ))}
    </fieldset>
  );
}
