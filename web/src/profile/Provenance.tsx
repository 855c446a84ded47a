import Popover from '@cloudscape-design/components/popover';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldFrom, FieldView } from '../api/types.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { useProfile } from './ProfileContext.tsx';
import { lossReason } from './provenance.ts';
import { useFieldLabel } from './useFieldLabel.ts';

/** A small button that tells where the values of a field came from and which others lost. */
export function SourceButton({ label, names }: { label: string; names: string[] }) {
  const { t } = useTranslation();
  const { view } = useProfile();
  const manual = names.some((name) => view.Fields[name]?.From.Kind === 'MANUAL');
  return (
    <Popover
      triggerType="custom"
      size="large"
      position="bottom"
      header={t('source.title', { label })}
      renderWithPortal
      content={<Origins names={names} />}
    >
      <button
        type="button"
        className={`n-tool ${manual ? 'n-tool-manual' : ''}`}
        aria-label={t('source.button', { label })}
        title={t('source.short')}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
          <circle cx="8" cy="8" r="6" />
          <path d="M8 7.300v4M8 4.600v.8" />
        </svg>
      </button>
    </Popover>
  );
}

function Origins({ names }: { names: string[] }) {
  const { view } = useProfile();
  return (
    <div className="n-origins">
      {names.map((name) => {
        const field = view.Fields[name];
        return field && <Origin key={name} name={name} field={field} titled={names.length > 1} />;
      })}
    </div>
  );
}

function Origin({ name, field, titled }: { name: string; field: FieldView; titled: boolean }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const others = field.Others ?? [];
  // What says the same has lost nothing.
  const alike = others.filter(({ Value }) => Value === field.Value);
  const lost = others.filter(({ Value }) => Value !== field.Value);
  return (
    <section className="n-origin">
      {titled && <h4>{label(name)}</h4>}
      <p className="n-origin-value">
        <SafeText text={field.Value} limit={300} />
      </p>
      <OriginFacts from={field.From} />
      {field.From.Kind === 'MANUAL' && <p className="n-origin-note">{t('source.protected')}</p>}
      <Others title={t('source.alike')} others={alike}>
        {({ From }) => <OriginFacts from={From} />}
      </Others>
      <Others title={t('source.others')} others={lost}>
        {({ Value, From }) => (
          <>
            <p className="n-origin-lost">
              <SafeText text={Value} limit={300} />
            </p>
            <OriginFacts from={From} />
            <p className="n-quiet">{t(`source.lost.${lossReason(field.From, From)}`)}</p>
          </>
        )}
      </Others>
    </section>
  );
}

type Other = NonNullable<FieldView['Others']>[number];

interface OthersProps {
  title: string;
  others: Other[];
  children: (other: Other) => ReactNode;
}

function Others({ title, others, children }: OthersProps) {
  if (others.length === 0) return null;
  return (
    <>
      <h5>{title}</h5>
      <ul>
        {others.map((other, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered while open
          <li key={at}>{children(other)}</li>
        ))}
      </ul>
    </>
  );
}

/** Object type or "entered by hand", times and person of one recorded value. */
function OriginFacts({ from }: { from: FieldFrom }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language as Language;
  const rows: [string, string | undefined][] = [
    [t('source.from'), from.Kind === 'MANUAL' ? t('source.manual') : from.ObjectTypeName],
    [t('source.sourceTime'), from.Kind === 'OBJECT' ? showMoment(from.SourceTime, language) : undefined],
    [t('source.recordedAt'), showMoment(from.RecordedAt, language)],
    [t('source.by'), actorName(from.Actor)],
  ];
  return (
    <dl className="n-origin-facts">
      {rows.map(
        ([label, value]) =>
          value && (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                <SafeText text={value} limit={200} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** The last part of an ARN is the person or key that people know. */
export function actorName(actor: string | undefined): string | undefined {
  if (actor === 'nayose:identity-resolution') return i18next.t('nav.identity');
  if (actor && /:system\//.test(actor)) return i18next.t('source.system');
  return actor?.replace(/^arn:.*[/:](?=[^/:]+$)/, '');
}
