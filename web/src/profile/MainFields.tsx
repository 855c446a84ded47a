import Container from '@cloudscape-design/components/container';
import { useTranslation } from 'react-i18next';
import { SafeText } from '../text/SafeText.tsx';
import { ageOn, type Language, readDate, showBirthDate } from '../values/dates.ts';
import { showPhone } from '../values/phones.ts';
import { AddressText } from './AddressText.tsx';
import { Field } from './Field.tsx';
import { useProfile } from './ProfileContext.tsx';
import { addressParts, emailFields, phoneFields } from './standardFields.ts';
import { useFieldLabel } from './useFieldLabel.ts';
import { useChoiceWord } from './ValueInput.tsx';

/** The upper half: what an operator needs while the caller is still saying the name. */
export function MainFields() {
  const { t } = useTranslation();
  return (
    <Container>
      <section className="n-main-frame" aria-label={t('profile.main')}>
        <div className="n-main">
          <div className="n-main-column">
            <NameField />
            <BirthField />
            <PartyField />
          </div>
          <div className="n-main-column">
            <PhoneFields />
            <EmailFields />
          </div>
          <div className="n-main-column">
            <MainAddress />
            <PlainField name="AccountNumber" />
          </div>
        </div>
      </section>
    </Container>
  );
}

function PlainField({ name }: { name: string }) {
  const label = useFieldLabel();
  return <Field label={label(name)} names={[name]} />;
}

function NameField() {
  const { t } = useTranslation();
  const { view } = useProfile();
  const parts = ['LastName', 'FirstName', 'MiddleName'] as const;
  const name = parts.map((part) => view.Fields[part]?.Value).filter(Boolean);
  return (
    <Field label={t('profile.name')} names={parts}>
      <SafeText text={name.join(' ')} limit={300} />
    </Field>
  );
}

function BirthField() {
  const { t, i18n } = useTranslation();
  const { view } = useProfile();
  const text = view.Fields['BirthDate']?.Value ?? '';
  const date = readDate(text);
  const age = date && ageOn(date, new Date());
  return (
    <Field label={t('standard.BirthDate')} names={['BirthDate']}>
      <SafeText text={showBirthDate(text, i18n.language as Language)} limit={100} />
      {age !== undefined && <span className="n-age"> {t('customer.age', { age })}</span>}
    </Field>
  );
}

/** The free text supersedes the closed list, so it is shown in its place where there is one. */
function PartyField() {
  const { t } = useTranslation();
  const { view } = useProfile();
  const word = useChoiceWord();
  const name = view.Fields['PartyTypeString'] ? 'PartyTypeString' : 'PartyType';
  return (
    <Field label={t('standard.PartyType')} names={[name]}>
      <SafeText text={word('PartyType', view.Fields[name]?.Value ?? '')} limit={100} />
    </Field>
  );
}

function PhoneFields() {
  const { view } = useProfile();
  const label = useFieldLabel();
  return phoneFields
    .filter((name, at) => at === 0 || name === 'MobilePhoneNumber' || view.Fields[name])
    .map((name) => {
      const value = view.Fields[name]?.Value ?? '';
      return (
        <Field key={name} label={label(name)} names={[name]}>
          <span className="n-number" title={value}>
            <SafeText text={showPhone(value)} limit={80} />
          </span>
        </Field>
      );
    });
}

function EmailFields() {
  const { view } = useProfile();
  const label = useFieldLabel();
  return emailFields
    .filter((name, at) => at === 0 || view.Fields[name])
    .map((name) => <Field key={name} label={label(name)} names={[name]} />);
}

function MainAddress() {
  const { t } = useTranslation();
  const { view } = useProfile();
  return (
    <Field label={t('address.Address')} names={addressParts.map((part) => `Address.${part}`)}>
      <AddressText view={view} kind="Address" />
    </Field>
  );
}
