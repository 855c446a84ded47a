import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../text/SafeText.tsx';
import { dateFormat, type Language, showMoment, showTime } from '../values/dates.ts';
import { markOf } from '../workspace/chatPages.ts';
import type { ChatItem } from './types.ts';

/** A conversation, oldest first: the customer at the left, us at the right, what happened between. */
export function Transcript({ items, marks = false }: { items: readonly ChatItem[]; marks?: boolean }) {
  const lastOurs = items.findLast(
    ({ Type, ParticipantRole }) => Type === 'MESSAGE' && ParticipantRole === 'AGENT',
  );
  return (
    <ol className="n-chat">
      {items.map((item, at) => (
        <Fragment key={item.Id}>
          {isAnotherDay(items[at - 1], item) && <Day at={item.At} />}
          {item.Type === 'MESSAGE' ? (
            <Message
              item={item}
              head={startsAnew(items[at - 1], item)}
              mark={marks && item.Id === lastOurs?.Id}
            />
          ) : (
            <Happening item={item} />
          )}
        </Fragment>
      ))}
    </ol>
  );
}

const isAnotherDay = (before: ChatItem | undefined, item: ChatItem) =>
  before !== undefined && dayOf(before) !== dayOf(item);

const dayOf = ({ At }: ChatItem) => new Date(At * 1000).toDateString();

function Day({ at }: { at: number }) {
  const { i18n } = useTranslation();
  const day = dateFormat(i18n.language as Language, { dateStyle: 'long' }).format(at * 1000);
  return <li className="n-chat-event">{day}</li>;
}

/** A message soon after one of the same speaker needs no name and time of its own. */
const startsAnew = (before: ChatItem | undefined, item: ChatItem) =>
  before?.Type !== 'MESSAGE' ||
  before.ParticipantRole !== item.ParticipantRole ||
  before.DisplayName !== item.DisplayName ||
  item.At - before.At > 120;

function Message({ item, head, mark }: { item: ChatItem; head: boolean; mark: boolean }) {
  const { t, i18n } = useTranslation();
  const speaker = item.ParticipantRole === 'SYSTEM' ? t('chat.system') : (item.DisplayName ?? '');
  return (
    <li className="n-chat-message" data-role={item.ParticipantRole} data-message={item.Id}>
      {head && (
        <div className="n-chat-head">
          {speaker && <SafeText text={speaker} limit={40} />}{' '}
          <time title={showMoment(item.At, i18n.language as Language)}>
            {showTime(item.At, i18n.language as Language)}
          </time>
        </div>
      )}
      <div className="n-chat-words">
        <SafeText text={item.Content ?? ''} limit={4000} />
      </div>
      {mark && <div className="n-chat-mark">{t(`chat.mark.${markOf(item)}`)}</div>}
    </li>
  );
}

function Happening({ item }: { item: ChatItem }) {
  const { t, i18n } = useTranslation();
  const kind = item.ContentType.replace(/^.*\.event\./, '').replaceAll('.', '_');
  const key = `chat.event.${kind}`;
  const words = i18n.exists(key) ? t(key as never) : kind;
  return (
    <li className="n-chat-event">
      <time>{showTime(item.At, i18n.language as Language)}</time>{' '}
      {item.DisplayName && (
        <>
          <SafeText text={item.DisplayName} limit={40} />{' '}
        </>
      )}
      {words}
    </li>
  );
}
