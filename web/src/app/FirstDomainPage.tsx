import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { useSession, useSignOut } from '../api/session.ts';
import { Problem } from './Problem.tsx';

/** Nothing can be kept before there is a domain: an administrator makes the first one here. */
export function FirstDomainPage() {
  const { t } = useTranslation();
  const session = useSession();
  const signOut = useSignOut();
  const admin = session.data?.User.Role === 'admin';
  return (
    <main className="n-narrow">
      {admin ? (
        <NewDomain />
      ) : (
        <Container header={<Header variant="h1">{t('firstDomain.none')}</Header>}>
          <SpaceBetween size="m">
            <p>{t('firstDomain.ask')}</p>
            <Button onClick={() => void signOut()}>{t('shell.signOut')}</Button>
          </SpaceBetween>
        </Container>
      )}
    </main>
  );
}

function NewDomain() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [days, setDays] = useState('366');
  const create = useMutation({
    mutationFn: () =>
      call('profile', 'CreateDomain', { DomainName: name.trim(), DefaultExpirationDays: Number(days) }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['session'] }),
  });
  const wrongName = name !== '' && !/^[a-zA-Z0-9_-]{1,64}$/.test(name.trim());
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && !wrongName) create.mutate();
      }}
    >
      <Container
        header={
          <Header variant="h1" description={t('firstDomain.why')}>
            {t('firstDomain.title')}
          </Header>
        }
      >
        <Form
          actions={
            <Button variant="primary" formAction="submit" loading={create.isPending}>
              {t('firstDomain.create')}
            </Button>
          }
        >
          <SpaceBetween size="l">
            {create.isError && <Problem error={create.error} />}
            <FormField
              label={t('firstDomain.name')}
              constraintText={t('firstDomain.nameRule')}
              errorText={wrongName && t('firstDomain.nameRule')}
            >
              <Input value={name} onChange={({ detail }) => setName(detail.value)} autoFocus />
            </FormField>
            <FormField label={t('firstDomain.days')} constraintText={t('firstDomain.daysRule')}>
              <Input type="number" value={days} onChange={({ detail }) => setDays(detail.value)} />
            </FormField>
          </SpaceBetween>
        </Form>
      </Container>
    </form>
  );
}
