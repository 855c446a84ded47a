import Button from '@cloudscape-design/components/button';
import type { TFunction } from 'i18next';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client.ts';
import { problemText } from '../app/Problem.tsx';
import type { Contact } from '../contacts/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import { drafts } from './drafts.ts';
import { signal, useSend } from './useChat.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

/** Longest message the chat takes, in characters. */
const longestText = 1_024;
const typingEveryMillis = 4_000;

/** Without HTTPS a browser has no randomUUID. */
const newToken = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

/** Where an answer is written. A draft outlives a change of contact and a reload; Enter sends, Shift with it breaks the line. */
export function ReplyBox({ contact }: { contact: Contact }) {
  const { t } = useTranslation();
  const { domain, workspace } = useWorkspace();
  const [text, setText] = useState(() => drafts.of(contact.ContactId));
  const send = useSend(domain, contact.ContactId, workspace?.Agent.Name ?? '');
  const box = useGrowing(text);
  const tellTyping = useTypingSignal(domain, contact.ContactId);
  const token = useRef<{ text: string; token: string }>(undefined);
  const length = [...text].length;
  const change = (next: string) => {
    setText(next);
    drafts.keep(contact.ContactId, next);
    if (next.trim()) tellTyping();
  };
  const submit = () => {
    const words = text.trim();
    if (words === '' || length > longestText || send.isPending) return;
    // A second attempt with the same words is the same message.
    if (token.current?.text !== words) token.current = { text: words, token: newToken() };
    send.mutate(token.current, {
      onSuccess: () => {
        token.current = undefined;
        // Words written meanwhile stay.
        setText((now) => (now.trim() === words ? '' : now));
      },
    });
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === 'Escape') return event.currentTarget.blur();
    // The Enter that takes a conversion of kana sends nothing.
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <div className="w-reply">
      {send.isError && (
        <p className="w-reply-error" role="alert">
          <SafeText text={refusalText(send.error, t)} limit={300} />
        </p>
      )}
      <div className="w-reply-row">
        <textarea
          ref={box}
          rows={1}
          value={text}
          aria-label={t('chat.reply')}
          placeholder={t('chat.placeholder')}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKey}
        />
        <Button
          variant="primary"
          iconName="send"
          ariaLabel={t('chat.send')}
          loading={send.isPending}
          disabled={text.trim() === '' || length > longestText}
          onClick={submit}
        />
      </div>
      {length > longestText - 100 && (
        <p className="w-reply-count" data-over={length > longestText}>
          {t('chat.length', { length, most: longestText })}
        </p>
      )}
    </div>
  );
}

/** What is refused to this person is a chat that has ended or went to somebody else. */
const refusalText = (error: Error, t: TFunction) =>
  error instanceof ApiError && error.status === 403 ? t('chat.refused') : problemText(error, t);

/** The box grows with its text, to a third of the screen at most (by the style sheet). */
function useGrowing(text: string) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${text === '' ? 40 : element.scrollHeight + 2}px`;
  }, [text]);
  useEffect(() => box.current?.focus(), []);
  return box;
}

function useTypingSignal(domain: string, contactId: string): () => void {
  const told = useRef(0);
  return () => {
    if (performance.now() - told.current < typingEveryMillis && told.current > 0) return;
    told.current = performance.now();
    signal(domain, contactId, 'TYPING');
  };
}
