import { fill } from '../small/language.ts';
import type { Ringing } from './api.ts';
import type { PhoneTexts } from './texts.ts';

interface IncomingCallsProps {
  texts: PhoneTexts;
  calls: Ringing[];
  onAnswer: (call: Ringing) => void;
  onDecline: (call: Ringing) => void;
}

/** Calls that agents make: the far end picks up here. */
export function IncomingCalls({ texts, calls, onAnswer, onDecline }: IncomingCallsProps) {
  return (
    <section className="p-card" aria-live="polite">
      <h2>{texts.incoming}</h2>
      {calls.length === 0 && <p className="p-quiet">{texts.noIncoming}</p>}
      {calls.map((call) => (
        <div key={call.ContactId} className="p-ringing">
          <p>
            <bdi>{fill(texts.incomingFor, { number: call.PhoneNumber })}</bdi>
          </p>
          <button type="button" className="s-button" onClick={() => onDecline(call)}>
            {texts.decline}
          </button>
          <button type="button" className="s-button s-primary" onClick={() => onAnswer(call)}>
            {texts.answer}
          </button>
        </div>
      ))}
    </section>
  );
}
