import { useEffect, useState } from 'react';
import type { Language } from '../values/dates.ts';
import { callOperation, PhoneError, readDomains } from './api.ts';
import { useRinging } from './call.ts';
import { DialForm } from './DialForm.tsx';
import { IncomingCalls } from './IncomingCalls.tsx';
import { OngoingCall } from './OngoingCall.tsx';
import { type PhoneTexts, phoneTexts } from './texts.ts';

/** The customer's end of a call, for trying things without a telephone system. */
export function PhonePage({ language }: { language: Language }) {
  const texts = phoneTexts[language];
  const { domains, problem } = useDomains();
  const [domain, setDomain] = useState<string>();
  useEffect(() => {
    document.title = texts.title;
  }, [texts]);
  const asked = new URLSearchParams(location.search).get('domain') ?? localStorage.getItem('nayose.domain');
  const here = domain ?? domains?.find((name) => name === asked) ?? domains?.[0];
  return (
    <main className="p-page">
      <header className="p-header">
        <img src="/favicon.svg" alt="" width="32" height="32" />
        <h1>{texts.title}</h1>
        {here && domains && domains.length > 1 && (
          <select
            className="s-input p-domain"
            aria-label={texts.domain}
            value={here}
            onChange={(event) => setDomain(event.target.value)}
          >
            {domains.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        )}
        {here && <a href={`/d/${here}/workspace`}>{texts.back}</a>}
      </header>
      <p className="p-lead">{texts.lead}</p>
      {problem && <Problem problem={problem} texts={texts} />}
      {here && <Handset key={here} domain={here} texts={texts} language={language} />}
    </main>
  );
}

interface HandsetProps {
  domain: string;
  texts: PhoneTexts;
  language: Language;
}

function Handset({ domain, texts, language }: HandsetProps) {
  const [contactId, setContactId] = useState<string>();
  const [number, setNumber] = useState('');
  const [failure, setFailure] = useState<PhoneError>();
  const ringing = useRinging(domain, contactId === undefined);
  const onLine = (id: string, its: string) => {
    setFailure(undefined);
    setNumber(its);
    setContactId(id);
  };
  const act = (operation: string, id: string, its: string) =>
    callOperation(operation, { DomainName: domain, ContactId: id })
      .then(() => operation === 'HandsetAnswer' && onLine(id, its))
      .catch((cause: unknown) => setFailure(asProblem(cause)));
  if (contactId) {
    return (
      <OngoingCall
        key={contactId}
        {...{ domain, contactId, number, texts, language }}
        onClose={() => setContactId(undefined)}
      />
    );
  }
  return (
    <div className="p-idle">
      <DialForm domain={domain} texts={texts} onCall={onLine} />
      <IncomingCalls
        texts={texts}
        calls={ringing}
        onAnswer={({ ContactId, PhoneNumber }) => void act('HandsetAnswer', ContactId, PhoneNumber)}
        onDecline={({ ContactId, PhoneNumber }) => void act('HandsetHangUp', ContactId, PhoneNumber)}
      />
      {failure && <Problem problem={failure} texts={texts} />}
    </div>
  );
}

function useDomains() {
  const [domains, setDomains] = useState<string[]>();
  const [problem, setProblem] = useState<PhoneError>();
  useEffect(() => {
    readDomains().then(setDomains, (cause: unknown) => setProblem(asProblem(cause)));
  }, []);
  return { domains, problem };
}

function asProblem(cause: unknown): PhoneError {
  if (cause instanceof PhoneError) return cause;
  throw cause;
}

function Problem({ problem, texts }: { problem: PhoneError; texts: PhoneTexts }) {
  if (problem.status === 401) {
    return (
      <p className="p-card p-signed-out" role="alert">
        {texts.signedOut}{' '}
        <a className="s-button s-primary" href={`/sign-in?${new URLSearchParams({ to: '/phone' })}`}>
          {texts.signIn}
        </a>
      </p>
    );
  }
  return (
    <p className="s-problem" role="alert">
      {problem.message || texts.noAnswer}
    </p>
  );
}
