import { z } from 'zod';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { agentShape, toAgent } from '../agent.ts';
import { type ContactsCore, placeOf } from '../core.ts';
import { startOfDay } from '../hours.ts';
import { listAgents, listStatuses } from '../store/agents.ts';
import { listBoardQueues } from '../store/board.ts';
import { listHours } from '../store/queues.ts';
import { listRoutingProfiles } from '../store/routingProfiles.ts';
import { domainName, supervisors } from './shapes.ts';

/** GetLiveBoard: what goes on at this moment. */
export function boardOperation(core: ContactsCore): NayoseOperation {
  return defineOperation({
    name: 'GetLiveBoard',
    summary: 'Queues with waiting and connected contacts, and agents with what they are at.',
    input: z.object({ DomainName: domainName }),
    output: z.object({
      Queues: z.array(
        z.object({
          QueueId: z.string(),
          Name: z.string(),
          Waiting: z.number(),
          LongestWaitSeconds: z.number(),
          Offered: z.number(),
          Connected: z.number(),
          HandledToday: z.number(),
          AbandonedToday: z.number(),
        }),
      ),
      Agents: z.array(agentShape.extend({ Contacts: z.number() })),
    }),
    roles: supervisors,
    handler: async ({ DomainName }, call) => {
      const { sql, clock } = core.house;
      const { domain } = await placeOf(core, call, DomainName);
      const { domainId } = domain;
      const [hours] = await listHours(sql, domainId);
      const now = clock();
      const since = startOfDay(hours?.timeZone ?? 'UTC', now);
      const [queues, agents, statuses, profiles] = await Promise.all([
        listBoardQueues(sql, domainId, { now, since }),
        listAgents(sql, domainId),
        listStatuses(sql, domainId),
        listRoutingProfiles(sql, domainId),
      ]);
      return {
        Queues: queues.map((queue) => ({
          QueueId: queue.queueId,
          Name: queue.name,
          Waiting: queue.waiting,
          LongestWaitSeconds: queue.longestWaitSeconds,
          Offered: queue.offered,
          Connected: queue.connected,
          HandledToday: queue.handledToday,
          AbandonedToday: queue.abandonedToday,
        })),
        Agents: agents.map((agent) => ({
          ...toAgent(agent, statuses, profiles),
          Contacts: agent.offered + agent.connected + agent.writingUp,
        })),
      };
    },
  });
}
