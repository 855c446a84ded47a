import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldView } from '../api/types.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import { useUnsaved } from '../app/useUnsaved.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showMoment } from '../values/dates.ts';
import { changedOnly, type Edits, memberNamed } from './edits.ts';
import { useProfile, useSave } from './ProfileContext.tsx';
import { actorName } from './Provenance.tsx';
import { usePartLabel } from './useFieldLabel.ts';
import { ValueField } from './ValueField.tsx';

/** Edits one field (or the parts of one, such as an address) in place. Enter saves, Escape leaves. */
export function FieldEditor({
  label,
  names,
  onClose,
}: {
  label: string;
  names: readonly string[];
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const flash = useFlash();
  const { view } = useProfile();
  // What others change meanwhile stays theirs.
  const [before] = useState<Edits>(() =>
    Object.fromEntries(names.map((name) => [name, view.Fields[name]?.Value ?? ''])),
  );
  const [values, setValues] = useState<Edits>(before);
  const save = useSave();
  useUnsaved(Object.keys(changedOnly(before, values)).length > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const edits = changedOnly(before, values);
    if (Object.keys(edits).length === 0) return onClose();
    await save.mutateAsync(edits).then(
      () => {
        flash({ type: 'success', text: t('field.saved', { label }) });
        onClose();
      },
      () => undefined,
    );
  };
  const problem = save.isError ? problemText(save.error, t) : undefined;
  const blamed = problem === undefined ? undefined : (memberNamed(problem, names) ?? names[0]);
  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <SpaceBetween size="xs">
        <EditorInputs
          label={label}
          names={names}
          values={values}
          onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
          errors={blamed && problem ? { [blamed]: problem } : {}}
        />
        <SpaceBetween direction="horizontal" size="m" alignItems="center">
          <Button variant="primary" formAction="submit" loading={save.isPending}>
            {t('action.save')}
          </Button>
          <Button formAction="none" variant="inline-link" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          {names.some((name) => values[name] !== '') && (
            <Button
              formAction="none"
              variant="inline-link"
              onClick={() => setValues(Object.fromEntries(names.map((name) => [name, ''])))}
            >
              {t('action.clear')}
            </Button>
          )}
        </SpaceBetween>
        <OriginNotes names={names} />
      </SpaceBetween>
    </form>
  );
}

interface EditorInputsProps {
  label: string;
  names: readonly string[];
  values: Edits;
  onChange: (name: string, value: string) => void;
  errors: Record<string, string>;
}

function EditorInputs({ label, names, values, onChange, errors }: EditorInputsProps) {
  return (
    <div className={names.length > 1 ? 'n-editor-parts' : ''}>
      {names.map((name, at) => (
        <ValueField
          key={name}
          name={name}
          {...(names.length === 1 && { label })}
          value={values[name] ?? ''}
          error={errors[name]}
          autoFocus={at === 0}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  );
}

/** Where the old values came from, told once per origin, and what saving means for later imports. */
function OriginNotes({ names }: { names: readonly string[] }) {
  const { t } = useTranslation();
  const { view } = useProfile();
  const words = useOriginWords();
  const part = usePartLabel();
  const filled = names.flatMap((name) => (view.Fields[name] ? [{ name, field: view.Fields[name] }] : []));
  const byOrigin = Map.groupBy(filled, ({ field }) => words(field));
  return (
    <div className="n-editor-notes">
      {[...byOrigin].map(([origin, group]) => (
        <p key={origin}>
          {names.length === 1 ? (
            <>
              {t('field.before')} <SafeText text={group[0]!.field.Value} limit={80} />
              {' — '}
            </>
          ) : (
            <>{t('field.parts', { parts: group.map(({ name }) => part(name)).join(t('field.comma')) })} </>
          )}
          <SafeText text={origin} limit={160} />
        </p>
      ))}
      <p>{t('field.handProtected')}</p>
    </div>
  );
}

/** "from crm 2026/11/22 10:20", "entered by hand yamada 2026/11/22 10:20". */
function useOriginWords(): (field: FieldView) => string {
  const { t, i18n } = useTranslation();
  return ({ From }) => {
    const when = showMoment(From.SourceTime ?? From.RecordedAt, i18n.language as Language);
    const source =
      From.Kind === 'MANUAL'
        ? t('field.byHand', { who: actorName(From.Actor) ?? '' })
        : t('field.byObject', { type: From.ObjectTypeName ?? '' });
    return `${source} ${when}`.trim();
  };
}
