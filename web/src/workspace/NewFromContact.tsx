import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { Problem } from '../app/Problem.tsx';
import type { ContactCustomer } from '../contacts/types.ts';
import { KnownAlready } from '../customers/KnownAlready.tsx';
import { changedOnly, type Edits, nestEdits } from '../profile/edits.ts';
import { ValueField } from '../profile/ValueField.tsx';
import { useWorkspace } from './WorkspaceContext.tsx';

const fields = [
  ...['LastName', 'FirstName', 'PhoneNumber', 'EmailAddress', 'BirthDate', 'AccountNumber'],
  ...['Address.PostalCode', 'Address.State', 'Address.City', 'Address.Address1'],
] as const;

interface NewFromContactProps {
  prefill: ContactCustomer['Prefill'];
  pending: boolean;
  onMade: (profileId: string) => void;
  onFind: () => void;
  onWithout: () => void;
}

/** Nobody is known by this number or address: a new customer, begun with what the contact says; or go on without. */
export function NewFromContact({ prefill, pending, onMade, onFind, onWithout }: NewFromContactProps) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const [values, setValues] = useState<Edits>({ ...prefill });
  const edits = changedOnly({}, values);
  const create = useMutation({
    mutationFn: () =>
      call<{ ProfileId: string }>('profile', 'CreateProfile', { DomainName: domain, ...nestEdits(edits) }),
    onSuccess: ({ ProfileId }) => onMade(ProfileId),
  });
  const named = Boolean(edits['LastName'] ?? edits['FirstName']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (named && !create.isPending) create.mutate();
  };
  return (
    <form className="w-new" onSubmit={submit}>
      <h2>{t('pop.nobody')}</h2>
      <div className="w-new-ways">
        <span data-work="find">
          <Button variant="inline-link" formAction="none" onClick={onFind}>
            {t('pop.find')}
          </Button>
        </span>
        <Button variant="inline-link" formAction="none" onClick={onWithout}>
          {t('pop.without')}
        </Button>
      </div>
      {create.isError && <Problem error={create.error} />}
      <KnownAlready domain={domain} queries={[values['PhoneNumber'], values['EmailAddress']]} />
      <div className="w-new-fields">
        {fields.map((name) => (
          <ValueField
            key={name}
            name={name}
            value={values[name] ?? ''}
            onChange={(value) => setValues((now) => ({ ...now, [name]: value }))}
          />
        ))}
      </div>
      <Button variant="primary" formAction="submit" disabled={!named} loading={create.isPending || pending}>
        {t('pop.create')}
      </Button>
    </form>
  );
}
