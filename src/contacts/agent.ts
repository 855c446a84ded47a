import { z } from 'zod';
import { timestamp } from '../wire/nayose.ts';
import type { Channel } from './contact.ts';
import type { AgentStatus, NamedAgent } from './store/agents.ts';
import type { RoutingProfile } from './store/routingProfiles.ts';

/** What an agent is doing. */
export const agentStates = [
  'AVAILABLE',
  'OFFERED',
  'BUSY',
  'MISSED',
  'AFTER_CONTACT_WORK',
  'OFFLINE',
] as const;

/** One of them. */
export type AgentState = (typeof agentStates)[number];

/** A status as screens name it. */
export const statusShape = z.object({ StatusId: z.string(), Name: z.string(), Type: z.string() });

/** An agent as screens show one. */
export const agentShape = z.object({
  UserId: z.string(),
  Name: z.string(),
  Status: statusShape,
  StatusSince: timestamp,
  NextStatus: statusShape.optional(),
  State: z.enum(agentStates),
  RoutingProfile: z.object({
    Id: z.string(),
    Name: z.string(),
    Concurrency: z.record(z.string(), z.number()),
  }),
});

/** What an agent is doing, from status and contacts at hand. Pure. */
export function stateOf(agent: NamedAgent, status: AgentStatus | undefined): AgentState {
  if (agent.connected > 0) return 'BUSY';
  if (agent.offered > 0) return 'OFFERED';
  if (agent.writingUp > 0) return 'AFTER_CONTACT_WORK';
  if (status?.type !== 'ROUTABLE') return 'OFFLINE';
  return agent.missedAt ? 'MISSED' : 'AVAILABLE';
}

/** An agent in the form of `agentShape`. Pure. */
export function toAgent(
  agent: NamedAgent,
  statuses: readonly AgentStatus[],
  profiles: readonly RoutingProfile[],
) {
  const status = statuses.find((one) => one.statusId === agent.statusId);
  const next = statuses.find((one) => one.statusId === agent.nextStatusId);
  const profile = profiles.find((one) => one.routingProfileId === agent.routingProfileId);
  return {
    UserId: agent.userId,
    Name: agent.name,
    Status: toStatus(status, agent.statusId),
    StatusSince: agent.statusSince,
    ...(next ? { NextStatus: toStatus(next, next.statusId) } : {}),
    State: stateOf(agent, status),
    RoutingProfile: {
      Id: agent.routingProfileId,
      Name: profile?.name ?? '',
      Concurrency: Object.fromEntries(
        (profile?.media ?? []).map(({ Channel: channel, Concurrency }): [Channel, number] => [
          channel,
          Concurrency,
        ]),
      ),
    },
  };
}

/** A status in the form of `statusShape`. */
export const toStatus = (status: AgentStatus | undefined, id = '') => ({
  StatusId: status?.statusId ?? id,
  Name: status?.name ?? '',
  Type: status?.type ?? 'OFFLINE',
});
