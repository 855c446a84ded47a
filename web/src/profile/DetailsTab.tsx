import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../app/Empty.tsx';
import { places } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { type Language, showDay, showMoment } from '../values/dates.ts';
import { showPhone } from '../values/phones.ts';
import { AddressText } from './AddressText.tsx';
import { Field } from './Field.tsx';
import { useProfile } from './ProfileContext.tsx';
import { addressParts, emailFields, phoneFields } from './standardFields.ts';
import { useCustomLabel, useFieldLabel } from './useFieldLabel.ts';
import { useChoiceWord } from './ValueInput.tsx';

/** Everything that the upper half leaves out: custom fields first, for those were made for this work. */
export function DetailsTab() {
  const { t } = useTranslation();
  return (
    <div className="n-details">
      <Group title={t('details.custom')}>
        <CustomFields />
      </Group>
      <Group title={t('details.more')}>
        <MoreFields />
      </Group>
      <Group title={t('details.addresses')}>
        <OtherAddresses />
      </Group>
      <Group title={t('details.record')}>
        <RecordFacts />
      </Group>
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="n-group">
      <h3>{title}</h3>
      <div className="n-fields">{children}</div>
    </section>
  );
}

/** All fields of the catalogue, those without a value too, and whatever else this profile carries. */
function CustomFields() {
  const { t } = useTranslation();
  const { view, domain } = useProfile();
  const label = useCustomLabel();
  const known = new Set(view.CustomFields.map(({ Name }) => Name));
  const strays = Object.keys(view.Fields)
    .filter((flat) => flat.startsWith('Attributes.') && !known.has(flat.slice('Attributes.'.length)))
    .map((flat) => ({ Name: flat.slice('Attributes.'.length) }));
  const fields = [...view.CustomFields, ...strays];
  if (fields.length === 0) {
    return (
      <Empty title={t('details.noCustom')}>
        {t('details.howCustom')} <Link to={places.fields(domain)}>{t('nav.fields')}</Link>
      </Empty>
    );
  }
  return fields.map((field) => (
    <Field
      key={field.Name}
      label={label(field)}
      technical={field.Name}
      names={[`Attributes.${field.Name}`]}
    />
  ));
}

function MoreFields() {
  const { view } = useProfile();
  const label = useFieldLabel();
  const word = useChoiceWord();
  const gender = view.Fields['GenderString'] ? 'GenderString' : 'Gender';
  const restPhones = phoneFields.filter((name) => !['PhoneNumber', 'MobilePhoneNumber'].includes(name));
  const rest = [...restPhones, ...emailFields.slice(1)].filter((name) => !view.Fields[name]);
  const chosen = (name: string, choice: string) => (
    <Field key={name} label={label(choice)} names={[name]}>
      <SafeText text={word(choice, view.Fields[name]?.Value ?? '')} limit={100} />
    </Field>
  );
  return (
    <>
      {chosen(gender, 'Gender')}
      <Field label={label('BusinessName')} names={['BusinessName']} />
      {chosen('ProfileType', 'ProfileType')}
      {rest.map((name) => (
        <Field key={name} label={label(name)} names={[name]}>
          <SafeText text={showPhone(view.Fields[name]?.Value ?? '')} />
        </Field>
      ))}
      <Field label={label('AdditionalInformation')} names={['AdditionalInformation']} wide />
    </>
  );
}

function OtherAddresses() {
  const { view } = useProfile();
  const label = useFieldLabel();
  return (['ShippingAddress', 'MailingAddress', 'BillingAddress'] as const).map((kind) => (
    <Field key={kind} label={label(kind)} names={addressParts.map((part) => `${kind}.${part}`)}>
      <AddressText view={view} kind={kind} />
    </Field>
  ));
}

function RecordFacts() {
  const { t, i18n } = useTranslation();
  const { view } = useProfile();
  const language = i18n.language as Language;
  const expires =
    typeof view.ExpiresOn === 'number'
      ? showMoment(view.ExpiresOn, language)
      : showDay(view.ExpiresOn ?? '', language);
  const facts: [string, ReactNode][] = [
    [t('details.created'), showMoment(view.CreatedAt, language)],
    [t('details.updated'), showMoment(view.UpdatedAt, language)],
    [t('details.expires'), expires],
    [
      t('details.profileId'),
      <span className="n-id" key="id">
        <CopyToClipboard
          variant="inline"
          textToCopy={view.ProfileId}
          copyButtonAriaLabel={t('details.copyId')}
          copySuccessText={t('details.copied')}
          copyErrorText={t('details.notCopied')}
        />
      </span>,
    ],
  ];
  return facts.map(([label, value]) => (
    <div className="n-field" key={label}>
      <div className="n-field-label">{label}</div>
      <div className="n-field-value">{value}</div>
    </div>
  ));
}
