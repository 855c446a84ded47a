import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../app/Loading.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { Transcript } from '../contacts/Transcript.tsx';
import type { ChatItem, Contact, Workspace } from '../contacts/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import { workspaceKey } from './cacheKeys.ts';
import { ReplyBox } from './ReplyBox.tsx';
import { useTyping } from './typing.ts';
import { signal, useChat, withoutUnread } from './useChat.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

/** The conversation of a chat, and the box to answer in. */
export function ChatPanel({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const chat = useChat(domain, contact.ContactId);
  const typing = useTyping(contact.ContactId);
  const speaking = contact.State === 'CONNECTED' || contact.State === 'ON_HOLD';
  useReading(contact, chat.items);
  return (
    <>
      <Scroll items={chat.items} typing={typing !== undefined}>
        {chat.isPending && <Loading />}
        {chat.isError && <Problem error={chat.error} retry={() => void chat.refetch()} />}
        {chat.hasNextPage && (
          <div className="w-earlier">
            <MoreButton pages={chat} variant="inline-link" label={t('chat.earlier')} />
          </div>
        )}
        {chat.isSuccess && chat.items.length === 0 && <p className="w-none">{t('chat.nothingYet')}</p>}
        <Transcript items={chat.items} marks />
        <p className="w-typing" role="status">
          {typing !== undefined && (
            <>
              {typing && (
                <>
                  <SafeText text={typing} limit={40} />{' '}
                </>
              )}
              {t('chat.typing')}
            </>
          )}
        </p>
      </Scroll>
      {speaking ? (
        <ReplyBox contact={contact} />
      ) : (
        <p className="w-closed">{t(contact.State === 'OFFERED' ? 'chat.acceptFirst' : 'chat.over')}</p>
      )}
    </>
  );
}

/** Stays at the end while new words come, unless the reader has scrolled up; keeps the place when earlier ones are put before. */
function Scroll({
  items,
  typing,
  children,
}: {
  items: ChatItem[];
  typing: boolean;
  children: React.ReactNode;
}) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [isAway, setAway] = useState(false);
  const heightBefore = useRef(0);
  const first = items[0]?.Id;
  const last = items.at(-1)?.Id;
  const firstBefore = useRef(first);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (firstBefore.current !== first && !atEnd.current)
      element.scrollTop += element.scrollHeight - heightBefore.current;
    else if (atEnd.current) element.scrollTop = element.scrollHeight;
    firstBefore.current = first;
    heightBefore.current = element.scrollHeight;
    // `last` and `typing` are what makes the end move.
    void last;
    void typing;
  }, [first, last, typing]);
  // Fonts that arrive late and a reply box that grows move the end too.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    });
    watcher.observe(element);
    for (const child of element.children) watcher.observe(child);
    return () => watcher.disconnect();
  }, []);
  return (
    <div className="w-chat-frame">
      <div
        className="w-chat"
        ref={box}
        role="log"
        aria-label={t('chat.title')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          const left = scrollHeight - scrollTop - clientHeight;
          atEnd.current = left < 40;
          setAway(left > 160);
        }}
      >
        {children}
      </div>
      {isAway && (
        <button
          type="button"
          className="w-latest"
          onClick={() => box.current?.scrollTo({ top: box.current.scrollHeight })}
        >
          {t('chat.latest')} ↓
        </button>
      )}
    </div>
  );
}

/** What the customer wrote counts as read once it stands on a screen that is looked at. */
function useReading(contact: Contact, items: readonly ChatItem[]): void {
  const { domain } = useWorkspace();
  const queries = useQueryClient();
  const { ContactId, State } = contact;
  const last = items.findLast(
    ({ ParticipantRole, Type }) => ParticipantRole === 'CUSTOMER' && Type === 'MESSAGE',
  );
  const unread = last && !last.ReadAt ? last.Id : undefined;
  useEffect(() => {
    queries.setQueryData<Workspace>(workspaceKey(domain), withoutUnread(ContactId));
    if (!unread || State !== 'CONNECTED') return;
    const tell = () => {
      if (document.visibilityState === 'visible') signal(domain, ContactId, 'READ', unread);
    };
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [queries, domain, ContactId, State, unread]);
}
