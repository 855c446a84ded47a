import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useTranslation } from 'react-i18next';
import type { Agent, Status } from '../contacts/types.ts';
import { Clock, useKnownName } from '../contacts/words.tsx';
import { shorten } from '../text/pieces.ts';
import { SafeText } from '../text/SafeText.tsx';
import { useSetStatus } from './useWork.ts';

/** The agent's own status with its clock; the menu sets another. A status chosen while busy waits for the end of the work. */
export function StatusMenu({ agent, statuses }: { agent: Agent; statuses: Status[] }) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const set = useSetStatus();
  const name = (status: Status) => shorten(knownName('status', status.Name), 40).text;
  const wanted = agent.NextStatus ?? agent.Status;
  return (
    <div className="w-status" data-state={agent.State}>
      <div className="w-status-row">
        <span className="w-dot" aria-hidden="true" />
        <ButtonDropdown
          variant="normal"
          loading={set.isPending}
          ariaLabel={t('work.statusMenu', { status: name(agent.Status) })}
          items={statuses.map((status) => ({
            id: status.StatusId,
            text: name(status),
            itemType: 'checkbox' as const,
            checked: status.StatusId === wanted.StatusId,
          }))}
          onItemClick={({ detail }) => set.mutate(detail.id)}
          expandToViewport
          fullWidth
        >
          {name(agent.Status)}
        </ButtonDropdown>
      </div>
      <p className="w-status-note">
        <span role="status">
          {t(`agentState.${agent.State}`)}
          {agent.NextStatus && (
            <>
              {' '}
              <SafeText text={t('work.nextStatus', { status: name(agent.NextStatus) })} />
            </>
          )}
        </span>
        <Clock since={agent.StatusSince} />
      </p>
    </div>
  );
}
