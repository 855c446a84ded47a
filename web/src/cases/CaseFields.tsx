import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import { useTranslation } from 'react-i18next';
import { EditPencil } from '../app/EditPencil.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useCase } from './CaseContext.tsx';
import { FieldEditor } from './FieldEditor.tsx';
import type { FormField, FormSection } from './types.ts';
import { useFieldName, ValueText } from './words.tsx';

/** The fields of a case by its layout: what is in the top panel first, the rest folded away below. */
export function CaseFields() {
  const { t } = useTranslation();
  const { view } = useCase();
  const top = view.Form.Sections.filter(({ Panel }) => Panel === 'top');
  const more = view.Form.Sections.filter(({ Panel }) => Panel === 'more');
  return (
    <Container header={<Header variant="h2">{t('case.facts')}</Header>}>
      <div className="k-sections">
        {top.map((section) => (
          <Section key={section.FieldIds.join()} section={section} />
        ))}
        {more.some(({ FieldIds }) => FieldIds.length > 0) && (
          <ExpandableSection headerText={t('case.moreInfo')} defaultExpanded>
            {more.map((section) => (
              <Section key={section.FieldIds.join()} section={section} />
            ))}
          </ExpandableSection>
        )}
      </div>
    </Container>
  );
}

function Section({ section }: { section: FormSection }) {
  const { fields } = useCase();
  const shown = section.FieldIds.flatMap((id) => fields.get(id) ?? []).filter(({ Hidden }) => !Hidden);
  if (shown.length === 0) return null;
  return (
    <section className="n-group">
      {section.Name && (
        <h3>
          <SafeText text={section.Name} limit={100} />
        </h3>
      )}
      <div className="n-fields">
        {shown.map((field) => (
          <Field key={field.FieldId} field={field} />
        ))}
      </div>
    </section>
  );
}

function Field({ field }: { field: FormField }) {
  const { t } = useTranslation();
  const { view, isClosed, editing, setEditing } = useCase();
  const label = useFieldName()(field);
  const value = view.Fields[field.FieldId];
  if (editing === field.FieldId && !isClosed) {
    return (
      <div className="n-field n-field-editing" data-field={field.FieldId}>
        <FieldEditor field={field} />
      </div>
    );
  }
  return (
    <div
      className={`n-field ${field.Multiline ? 'n-field-wide' : ''}`}
      data-field={field.FieldId}
      data-empty={value === undefined}
    >
      <div className="n-field-label">
        <span title={field.Description}>
          <SafeText text={label} limit={80} />
          {field.Required && <span className="k-required">{t('case.required')}</span>}
          {field.Deleted && <span className="k-required">{t('case.fieldDeleted')}</span>}
        </span>
        {!isClosed && !field.ReadOnly && (
          <span className="n-field-tools">
            <EditPencil label={label} onEdit={() => setEditing(field.FieldId)} />
          </span>
        )}
      </div>
      <div className="n-field-value">
        <ValueText field={field} value={value} people={view.People} />
      </div>
    </div>
  );
}
