import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from '../app/place.ts';
import type { Workspace } from '../contacts/types.ts';
import { useKnownName } from '../contacts/words.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { isRinging, setRinging } from './ring.ts';
import { useSetStatus } from './useWork.ts';
import { useWorkspace } from './WorkspaceContext.tsx';

/** Nothing at hand: whether contacts will come, from where, and what to do if not. */
export function ReadyPanel({ workspace, onKeys }: { workspace: Workspace; onKeys: () => void }) {
  const { t } = useTranslation();
  const { domain } = useWorkspace();
  const { Agent, Queues } = workspace;
  const routable = workspace.Statuses.find(({ Type }) => Type === 'ROUTABLE');
  const ready = Agent.State === 'AVAILABLE' || Agent.State === 'OFFERED';
  const set = useSetStatus();
  return (
    <section className="w-ready" data-state={Agent.State} aria-label={t('work.readyTitle')}>
      <h2 className="w-ready-title">{t(`work.ready.${Agent.State}`)}</h2>
      {ready && Queues.length > 0 && <QueueNames queues={Queues} />}
      {ready && Queues.length === 0 && <p>{t('work.noQueues')}</p>}
      {!ready && routable && (
        <Button variant="primary" loading={set.isPending} onClick={() => set.mutate(routable.StatusId)}>
          {t('work.beReady')}
        </Button>
      )}
      <p className="n-quiet">
        <Link to={places.customers(domain)}>{t('work.findCustomer')}</Link>
      </p>
      <div className="w-ready-foot">
        <RingSwitch />
        <Button variant="inline-link" onClick={onKeys}>
          {t('work.showKeys')}
        </Button>
      </div>
    </section>
  );
}

function QueueNames({ queues }: { queues: Workspace['Queues'] }) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  return (
    <p>
      {t('work.fromQueues')}{' '}
      {queues.map(({ QueueId, Name }, at) => (
        <span key={QueueId}>
          {at > 0 && t('field.comma')}
          <SafeText text={knownName('queue', Name)} limit={60} />
        </span>
      ))}
    </p>
  );
}

function RingSwitch() {
  const { t } = useTranslation();
  const [on, setOn] = useState(isRinging);
  const toggle = () => {
    setRinging(!on);
    setOn(!on);
  };
  return (
    <Button variant="inline-link" onClick={toggle}>
      {t(on ? 'work.ringOff' : 'work.ringOn')}
    </Button>
  );
}
