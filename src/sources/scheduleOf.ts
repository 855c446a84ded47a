import type { ScheduleState } from './schedule.ts';
import type { IntegrationRow } from './store/integrations.ts';

type Scheduled = { ScheduleStartTime?: string; ScheduleEndTime?: string } & Record<string, unknown>;

interface Flow {
  TriggerConfig?: { TriggerType?: string; TriggerProperties?: { Scheduled?: Scheduled } };
}

/** The schedule of a stored integration; its bounds stand in the flow it was made from. */
export function scheduleOf({ schedule, timezone, lastRunAt, settings }: IntegrationRow): ScheduleState {
  const scheduled = flowOf(settings)?.TriggerConfig?.TriggerProperties?.Scheduled;
  const { ScheduleStartTime, ScheduleEndTime } = scheduled ?? {};
  return {
    expression: schedule ?? '',
    timezone,
    lastRunAt,
    startAt: ScheduleStartTime ? new Date(ScheduleStartTime) : undefined,
    endAt: ScheduleEndTime ? new Date(ScheduleEndTime) : undefined,
  };
}

/** The settings with another schedule; a flow keeps the bounds and the way of pulling it was given. */
export function withSchedule(
  settings: Record<string, unknown>,
  schedule: string | undefined,
  timezone: string | undefined,
): Record<string, unknown> {
  const flow = flowOf(settings);
  if (!flow) return settings;
  const { Timezone: _, ...kept } = flow.TriggerConfig?.TriggerProperties?.Scheduled ?? {};
  const Scheduled = { ...kept, ScheduleExpression: schedule, ...(timezone && { Timezone: timezone }) };
  const TriggerConfig = schedule
    ? { TriggerType: 'Scheduled', TriggerProperties: { Scheduled } }
    : { TriggerType: 'OnDemand' };
  return { ...settings, FlowDefinition: { ...flow, TriggerConfig } };
}

const flowOf = (settings: Record<string, unknown>) => settings['FlowDefinition'] as Flow | undefined;
