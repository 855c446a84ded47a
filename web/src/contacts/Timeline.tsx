import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places, useDomain } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { dateFormat, type Language } from '../values/dates.ts';
import { useWorkspace } from '../workspace/WorkspaceContext.tsx';
import { type Step, timelineOf } from './timeline.ts';
import type { ContactView } from './types.ts';
import { useKnownName, useWord } from './words.tsx';

/** What happened to a contact, to the second, and the contacts it came from or went over into. */
export function Timeline({ view }: { view: ContactView }) {
  const word = useWord();
  const domain = useDomain();
  return (
    <>
      <ol className="n-history">
        {timelineOf(view.Contact, view.Events).map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: moments have no identity and never move
          <StepItem key={at} step={step} />
        ))}
      </ol>
      {view.Related.length > 0 && (
        <ul className="n-plain">
          {view.Related.map(({ ContactId, Relation }) => (
            <li key={`${Relation}${ContactId}`}>
              <Link to={places.contact(domain, ContactId)}>{word('relation', Relation)}</Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function StepItem({ step }: { step: Step }) {
  const { i18n } = useTranslation();
  const word = useWord();
  const about = useAbout(step);
  const exact = dateFormat(i18n.language as Language, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (
    <li>
      <time className="n-quiet">{exact.format(new Date(step.at * 1000))}</time>
      <div>
        <strong>{word('contactEvent', step.kind === 'update' && step.words ? 'key' : step.kind)}</strong>
      </div>
      {about && (
        <div className="n-quiet">
          <SafeText text={about} limit={200} />
        </div>
      )}
    </li>
  );
}

/** Queue, agent and reason of a step in one line; whoever did it where that says more. */
function useAbout({ queueId, agent, reason, actor, words }: Step): string {
  const { t } = useTranslation();
  const { workspace } = useWorkspace();
  const knownName = useKnownName();
  const word = useWord();
  const queue = workspace?.Queues.find(({ QueueId }) => QueueId === queueId);
  const doer = actor && (actor.Name ?? t(`contactActor.${actor.Kind}`));
  return [queue && knownName('queue', queue.Name), agent ?? doer, reason && word('disconnect', reason), words]
    .filter(Boolean)
    .join(' · ');
}
