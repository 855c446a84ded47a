import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { caseFileUrl } from '../api/client.ts';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { useCase } from './CaseContext.tsx';
import { CommentLine } from './CommentLine.tsx';
import { contactIdOf } from './fieldValues.ts';
import type { CaseValue, People, TimelineEntry, TimelineItem } from './types.ts';
import { useActorName, useFieldName, ValueText } from './words.tsx';

interface TimelineLineProps {
  entry: TimelineEntry;
  people: People;
}

/** One line of the timeline: who did what when. A comment is shown whole, a change from what to what. */
export function TimelineLine({ entry, people }: TimelineLineProps) {
  const { t, i18n } = useTranslation();
  const actor = useActorName(people);
  const comment = entry.Kind === 'added' && entry.Item?.Type === 'Comment' ? entry.Item : undefined;
  return (
    <li className={`k-line k-line-${comment ? 'comment' : entry.Kind}`} data-kind={entry.Kind}>
      <div className="k-line-head">
        <strong>
          <SafeText text={actor(entry.By)} limit={60} />
        </strong>
        {entry.Via && (
          <span className="n-quiet">
            <SafeText text={t('case.via', { name: actor(entry.Via) })} limit={80} />
          </span>
        )}
        <span>{t(`case.did.${didWhat(entry)}` as never)}</span>
        <time className="n-quiet">{showMoment(entry.At, i18n.language as Language)}</time>
      </div>
      {comment && <CommentLine item={comment} people={people} />}
      {entry.Kind === 'added' && entry.Item && !comment && <ItemText item={entry.Item} people={people} />}
      {entry.Kind === 'changed' && <Changes entry={entry} people={people} />}
      {(entry.Kind === 'edited' || entry.Kind === 'removed') && entry.ItemType === 'Comment' && (
        <EditedText entry={entry} />
      )}
    </li>
  );
}

/** Key of the words: `changed`, `created`, `addedContact`, `removedComment` … */
function didWhat({ Kind, ItemType }: TimelineEntry): string {
  return Kind === 'created' || Kind === 'changed' ? Kind : `${Kind}${ItemType}`;
}

function Changes({ entry, people }: TimelineLineProps) {
  const { fields } = useCase();
  const nameOf = useFieldName();
  return (
    <ul className="k-changes">
      {entry.Changes.map(({ FieldId, Before, After }) => {
        const field = fields.get(FieldId);
        const system = { FieldId, Name: FieldId, System: true };
        return (
          <li key={FieldId}>
            <span className="k-change-name">
              <SafeText text={nameOf(field ?? system)} limit={60} />
            </span>
            <Shown fieldId={FieldId} value={Before} people={people} old />
            <span aria-hidden="true"> → </span>
            <Shown fieldId={FieldId} value={After} people={people} />
          </li>
        );
      })}
    </ul>
  );
}

interface ShownProps {
  fieldId: string;
  value: CaseValue | undefined;
  people: People;
  old?: boolean;
}

function Shown({ fieldId, value, people, old = false }: ShownProps) {
  const { t } = useTranslation();
  const { fields } = useCase();
  const label = t(old ? 'case.before' : 'case.after');
  return (
    <span className={old ? 'k-old' : ''}>
      <span className="n-off-screen">{label}</span>
      {value === undefined ? (
        <span className="n-quiet">{t('case.empty')}</span>
      ) : (
        <ValueText field={fields.get(fieldId)} value={value} people={people} limit={300} />
      )}
    </span>
  );
}

function EditedText({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation();
  const [change] = entry.Changes;
  if (change?.Before === undefined) return null;
  return (
    <details className="k-earlier">
      <summary>{t('case.earlierText')}</summary>
      <SafeText text={String(change.Before)} limit={15_000} />
    </details>
  );
}

function ItemText({ item, people }: { item: TimelineItem; people: People }) {
  const { t, i18n } = useTranslation();
  const { domain, fields } = useCase();
  const language = i18n.language as Language;
  if (item.Type === 'Contact') return <ContactText item={item} />;
  if (item.Type === 'ConnectCase' && item.CaseId)
    return <Link to={places.case(domain, item.CaseId)}>{t('case.openOther')}</Link>;
  if (item.Type === 'File') return <FileText item={item} />;
  if (item.Target)
    return (
      <p className="k-line-text">
        <SafeText text={item.Target.Name} limit={120} />{' '}
        {t('case.target', {
          status: t(`case.targetStatus.${item.Target.Status}`),
          when: showMoment(item.Target.DueAt, language),
        })}
      </p>
    );
  return (
    <ul className="k-changes">
      {(item.Values ?? []).map(({ FieldId, Value }) => (
        <li key={FieldId}>
          <span className="k-change-name">
            <SafeText text={fields.get(FieldId)?.Name ?? FieldId} limit={60} />
          </span>
          <ValueText field={fields.get(FieldId)} value={Value} people={people} limit={300} />
        </li>
      ))}
    </ul>
  );
}

/** A file that lies here can be fetched; of one kept elsewhere the last part of its ARN is shown. */
function FileText({ item }: { item: TimelineItem }) {
  const { domain, view } = useCase();
  const { FileName, FileArn = '', RelatedItemId } = item;
  return (
    <p className="k-line-text">
      {FileName === undefined ? (
        <SafeText text={FileArn.split('/').at(-1) ?? ''} limit={120} />
      ) : (
        <a href={caseFileUrl(domain, view.CaseId, RelatedItemId)} download>
          <SafeText text={FileName} limit={120} />
        </a>
      )}
    </p>
  );
}

function ContactText({ item }: { item: TimelineItem }) {
  const { t, i18n } = useTranslation();
  const { domain } = useCase();
  const key = `channel.${item.Channel}`;
  const channel = i18n.exists(key) ? t(key as never) : t('case.contact');
  const when = showMoment(item.ConnectedAt, i18n.language as Language);
  const contactId = contactIdOf(item.ContactArn ?? '');
  return (
    <p className="k-line-text">
      {contactId ? (
        <Link to={places.contact(domain, contactId.replaceAll('-', ''))}>
          {t('case.contactOf', { channel, when })}
        </Link>
      ) : (
        t('case.contactOf', { channel, when })
      )}
    </p>
  );
}
