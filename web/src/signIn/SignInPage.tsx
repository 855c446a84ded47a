import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { ApiError } from '../api/client.ts';
import { useSession, useSignIn } from '../api/session.ts';
import { Brand } from '../app/Brand.tsx';
import { PreferenceMenus } from '../app/PreferenceMenus.tsx';
import { problemText } from '../app/Problem.tsx';

/** Where everybody begins. */
export function SignInPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const session = useSession();
  if (session.data) return <Navigate to={safePath(search.get('to'))} replace />;
  return (
    <div className="n-signin">
      <div className="n-signin-menus">
        <PreferenceMenus />
      </div>
      <main className="n-signin-card">
        <div className="n-signin-brand">
          <Brand size={44} />
          <div>
            <h1>Nayose</h1>
            <p>{t('signIn.tagline')}</p>
          </div>
        </div>
        <SignInForm />
      </main>
    </div>
  );
}

function SignInForm() {
  const { t } = useTranslation();
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const attempt = useMutation({ mutationFn: () => signIn(email.trim(), password) });
  const missing = (value: string) => (asked && value.trim() === '' ? t('signIn.required') : undefined);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (email.trim() && password) attempt.mutate();
      }}
    >
      <SpaceBetween size="m">
        {attempt.isError && <Alert type="error">{signInProblem(attempt.error, t)}</Alert>}
        <FormField label={t('signIn.email')} errorText={missing(email)} stretch>
          <Input
            type="email"
            name="email"
            autoComplete="username"
            value={email}
            onChange={({ detail }) => setEmail(detail.value)}
            autoFocus
          />
        </FormField>
        <FormField label={t('signIn.password')} errorText={missing(password)} stretch>
          <Input
            type="password"
            name="password"
            autoComplete="current-password"
            value={password}
            onChange={({ detail }) => setPassword(detail.value)}
          />
        </FormField>
        <Button variant="primary" formAction="submit" fullWidth loading={attempt.isPending}>
          {t('signIn.submit')}
        </Button>
        <p className="n-quiet n-signin-help">{t('signIn.firstTime')}</p>
      </SpaceBetween>
    </form>
  );
}

/** Never says which of the two was wrong. */
function signInProblem(error: unknown, t: TFunction): string {
  if (error instanceof ApiError && error.status === 403) return t('signIn.disabled');
  if (error instanceof ApiError && error.status === 429) return t('signIn.tooMany');
  if (error instanceof ApiError && error.status >= 400 && error.status < 500) return t('signIn.wrong');
  return problemText(error, t);
}

/** Only a path of our own may follow the sign-in, never another site. */
const safePath = (path: string | null) => (path && /^\/(?:d\/|phone(?:\?|$))/.test(path) ? path : '/');
