import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useTranslation } from 'react-i18next';
import { useNow } from '../api/useNow.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { Loading } from '../app/Loading.tsx';
import { Problem } from '../app/Problem.tsx';
import { useDomain } from '../app/place.ts';
import { SafeText } from '../text/SafeText.tsx';
import { showDuration } from './duration.ts';
import { agentStates, type Board, type BoardQueue } from './types.ts';
import { useBoard } from './useBoard.ts';
import { Clock, useKnownName } from './words.tsx';

/** Queues, who waits and how long, agents by what they do: moves without a reload. */
export function BoardPage() {
  const { t } = useTranslation();
  const domain = useDomain();
  const board = useBoard(domain);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={t('board.what')}>
          {t('nav.board')}
        </Header>
      }
    >
      {board.isPending && <Loading />}
      {board.isError && <Problem error={board.error} retry={() => void board.refetch()} />}
      {board.data && (
        <SpaceBetween size="m">
          <Totals board={board.data} />
          <QueueTable board={board.data} readAt={board.data.readAt} />
          <Agents board={board.data} />
        </SpaceBetween>
      )}
    </ContentLayout>
  );
}

function Totals({ board }: { board: Board }) {
  const { t } = useTranslation();
  const sum = (count: (queue: BoardQueue) => number) =>
    board.Queues.reduce((total, queue) => total + count(queue), 0);
  const waiting = sum((queue) => queue.Waiting);
  const free = board.Agents.filter(({ State }) => State === 'AVAILABLE').length;
  const totals: [name: string, label: string, value: number, alarm: boolean][] = [
    ['waiting', t('board.waiting'), waiting, waiting > 0 && free === 0],
    ['connected', t('board.connected'), sum((queue) => queue.Connected), false],
    ['free', t('board.free'), free, false],
    ['handled', t('board.handled'), sum((queue) => queue.HandledToday), false],
    ['abandoned', t('board.abandoned'), sum((queue) => queue.AbandonedToday), false],
  ];
  return (
    <dl className="n-counts">
      {totals.map(([name, label, value, alarm]) => (
        <div key={name} data-count={name} data-alarm={alarm}>
          <dt>{label}</dt>
          <dd>{value.toLocaleString()}</dd>
        </div>
      ))}
    </dl>
  );
}

function QueueTable({ board, readAt }: { board: Board; readAt: number }) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const number = (
    id: 'Waiting' | 'Offered' | 'Connected' | 'HandledToday' | 'AbandonedToday',
    header: string,
  ) => ({
    id,
    header,
    minWidth: 90,
    cell: (queue: BoardQueue) => (
      <span className="n-number" data-zero={queue[id] === 0}>
        {queue[id].toLocaleString()}
      </span>
    ),
  });
  return (
    <DataTable
      header={<Header variant="h2">{t('board.queues')}</Header>}
      items={board.Queues}
      trackBy="QueueId"
      ariaLabels={{ tableLabel: t('board.queues') }}
      empty={<Empty title={t('board.noQueues')} />}
      columnDefinitions={[
        {
          id: 'name',
          header: t('contact.queue'),
          isRowHeader: true,
          minWidth: 150,
          cell: ({ Name }) => <SafeText text={knownName('queue', Name)} limit={80} />,
        },
        number('Waiting', t('board.waiting')),
        {
          id: 'longest',
          header: t('board.longest'),
          minWidth: 110,
          cell: (queue) => <Longest queue={queue} readAt={readAt} />,
        },
        number('Offered', t('board.offered')),
        number('Connected', t('board.connected')),
        number('HandledToday', t('board.handled')),
        number('AbandonedToday', t('board.abandoned')),
      ]}
    />
  );
}

/** The wait of the one who waits longest, going on by itself. */
function Longest({ queue, readAt }: { queue: BoardQueue; readAt: number }) {
  useNow();
  if (queue.Waiting === 0) return '–';
  const since = Date.now() / 1000 - readAt;
  return (
    <span className="n-number n-clock" data-long={(queue.LongestWaitSeconds ?? 0) + since > 60}>
      {showDuration((queue.LongestWaitSeconds ?? 0) + since)}
    </span>
  );
}

function Agents({ board }: { board: Board }) {
  const { t } = useTranslation();
  const groups = agentStates
    .map((state) => ({ state, agents: board.Agents.filter(({ State }) => State === state) }))
    .filter(({ agents }) => agents.length > 0);
  return (
    <Container header={<Header variant="h2">{t('board.agents')}</Header>}>
      <div className="n-agents">
        {groups.map(({ state, agents }) => (
          <section key={state} data-state={state}>
            <h3>
              <span className="w-dot" aria-hidden="true" />
              {t(`agentState.${state}`)} <span className="n-quiet">{agents.length}</span>
            </h3>
            <AgentList agents={agents} />
          </section>
        ))}
      </div>
    </Container>
  );
}

function AgentList({ agents }: { agents: Board['Agents'] }) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  return (
    <ul className="n-plain">
      {agents.map(({ UserId, Name, Status, StatusSince, Contacts }) => (
        <li key={UserId}>
          <span className="n-agent-name">
            <SafeText text={Name} limit={60} />
          </span>
          <span className="n-quiet">
            <SafeText text={knownName('status', Status.Name)} limit={40} />
            {Contacts > 0 && ` · ${t('board.contacts', { count: Contacts })}`}
          </span>
          <Clock since={StatusSince} />
        </li>
      ))}
    </ul>
  );
}
