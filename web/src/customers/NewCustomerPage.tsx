import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Form from '@cloudscape-design/components/form';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { call } from '../api/client.ts';
import { useFlash } from '../app/flash.tsx';
import { Loading } from '../app/Loading.tsx';
import { problemText } from '../app/Problem.tsx';
import { places, useDomain } from '../app/place.ts';
import { useUnsaved } from '../app/useUnsaved.ts';
import { changedOnly, type Edits, memberNamed, nestEdits } from '../profile/edits.ts';
import { ValueField } from '../profile/ValueField.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { KnownAlready } from './KnownAlready.tsx';
import { useReadingFields } from './useReadingFields.ts';

const groups = [
  {
    title: 'name',
    fields: ['LastName', 'FirstName', 'BirthDate', 'PartyType', 'BusinessName', 'AccountNumber'],
  },
  { title: 'contact', fields: ['PhoneNumber', 'MobilePhoneNumber', 'EmailAddress'] },
  {
    title: 'Address',
    fields: ['Address.PostalCode', 'Address.State', 'Address.City', 'Address.Address1', 'Address.Address2'],
  },
] as const;
const allFields = groups.flatMap(({ fields }) => [...fields]);

/** A new customer, entered by hand; warns while typing when the phone or e-mail is known already. */
export function NewCustomerPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const navigate = useNavigate();
  const flash = useFlash();
  const [search] = useSearchParams();
  const [values, setValues] = useState<Edits>(() =>
    Object.fromEntries(allFields.map((name) => [name, search.get(name) ?? ''])),
  );
  const [first] = useState(values);
  const readings = useReadingFields(domain);
  const edits = changedOnly({}, values);
  const create = useMutation({
    mutationFn: () =>
      call<{ ProfileId: string }>('profile', 'CreateProfile', { DomainName: domain, ...nestEdits(edits) }),
    onSuccess: ({ ProfileId }) => {
      flash({ type: 'success', text: t('newCustomer.done') });
      void navigate(places.customer(domain, ProfileId), { replace: true });
    },
  });
  useUnsaved(!create.isSuccess && Object.keys(changedOnly(first, values)).length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (Object.keys(edits).length > 0) create.mutate();
  };
  if (!readings) return <Loading />;
  const problem = create.isError ? problemText(create.error, t) : undefined;
  const blamed = problem && memberNamed(problem, allFields);
  return (
    <ContentLayout header={<Header variant="h1">{t('newCustomer.title')}</Header>}>
      <form onSubmit={submit} className="n-form">
        <Form
          {...(problem && !blamed && { errorText: <SafeText text={problem} /> })}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => void navigate(-1)}>
                {t('action.cancel')}
              </Button>
              <Button variant="primary" loading={create.isPending} disabled={Object.keys(edits).length === 0}>
                {t('newCustomer.create')}
              </Button>
            </SpaceBetween>
          }
        >
          <SpaceBetween size="m">
            <KnownAlready
              domain={domain}
              queries={[values['PhoneNumber'], values['MobilePhoneNumber'], values['EmailAddress']]}
            />
            <Groups
              readings={readings}
              values={values}
              onChange={(name, value) => setValues((now) => ({ ...now, [name]: value }))}
              errors={blamed && problem ? { [blamed]: problem } : {}}
            />
          </SpaceBetween>
        </Form>
      </form>
    </ContentLayout>
  );
}

/** Readings stand behind the name they belong to. */
const withReadings = (title: string, fields: readonly string[], readings: readonly string[]) =>
  title === 'name' ? [...fields.slice(0, 2), ...readings, ...fields.slice(2)] : fields;

interface GroupsProps {
  /** Custom fields for how the name is read, as flat names. */
  readings: readonly string[];
  values: Edits;
  onChange: (name: string, value: string) => void;
  errors: Record<string, string>;
}

function Groups({ readings, values, onChange, errors }: GroupsProps) {
  const { t } = useTranslation();
  return (
    <SpaceBetween size="m">
      {groups.map(({ title, fields }, at) => (
        <Container key={title} header={<Header variant="h2">{t(`group.${title}`)}</Header>}>
          <div className="n-form-grid">
            {withReadings(title, fields, readings).map((name) => (
              <ValueField
                key={name}
                name={name}
                value={values[name] ?? ''}
                error={errors[name]}
                autoFocus={at === 0 && name === fields[0]}
                onChange={(value) => onChange(name, value)}
              />
            ))}
          </div>
        </Container>
      ))}
    </SpaceBetween>
  );
}
