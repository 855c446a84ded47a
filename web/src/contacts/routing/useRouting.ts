import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import { workspaceKey } from '../../workspace/cacheKeys.ts';
import type { Agent, Channel } from '../types.ts';
import { useKnownName } from '../words.tsx';

export interface RoutingQueue {
  QueueId: string;
  Name: string;
  Description?: string;
  HoursOfOperationId: string;
  MaxContacts?: number;
  Enabled: boolean;
  IsDefault: boolean;
}

export interface ServedQueue {
  QueueId: string;
  Channel: Channel;
  Priority: number;
  /** Seconds before an agent of this profile is offered the contact. */
  Delay: number;
}

export interface RoutingProfile {
  RoutingProfileId: string;
  Name: string;
  Description: string;
  DefaultOutboundQueueId: string;
  IsDefault: boolean;
  MediaConcurrencies: {
    Channel: Channel;
    Concurrency: number;
    CrossChannelBehavior?: { BehaviorType: string };
  }[];
  Queues: ServedQueue[];
}

export interface OpenSlot {
  Day: string;
  StartTime: { Hours: number; Minutes: number };
  EndTime: { Hours: number; Minutes: number };
}

export interface Hours {
  HoursOfOperationId: string;
  Name: string;
  TimeZone: string;
  Config: OpenSlot[];
}

export interface PhoneNumber {
  PhoneNumberId: string;
  PhoneNumber: string;
  Description?: string;
  QueueId: string;
}

interface Spoken {
  ja: string;
  en: string;
}

export interface ContactSettings {
  Language: 'ja' | 'en';
  Greeting: Spoken;
  Waiting: Spoken;
  Closed: Spoken;
  OfferSeconds: number;
  GraceSeconds: number;
}

/** An agent with how contacts begin and end there. */
export interface RoutingAgent extends Agent {
  Email: string;
  Role: string;
  /** Contacts of these channels are connected without a word. */
  AutoAccept: Channel[];
  /** Seconds after which after-contact work ends by itself. */
  AfterContactWorkSeconds: Partial<Record<Channel, number>>;
}

export interface Routing {
  InstanceId: string;
  Queues: RoutingQueue[];
  RoutingProfiles: RoutingProfile[];
  Agents: RoutingAgent[];
  Hours: Hours[];
  PhoneNumbers: PhoneNumber[];
  Settings: ContactSettings;
}

const routingKey = (domain: string) => ['GetRouting', domain];

/** How contacts find their way in a domain. */
export const useRouting = (domain: string) =>
  useQuery({
    queryKey: routingKey(domain),
    queryFn: ({ signal }) => call<Routing>('nayose', 'GetRouting', { DomainName: domain }, signal),
  });

/** One change of routing. */
export interface Change {
  /** Operations of the service connect get the instance's id, our own the domain's name. */
  service: 'connect' | 'nayose';
  operation: string;
  input: object;
}

/** The name of a queue, in the reader's language where it is one that is there from the start. */
export function useQueueName({ Queues }: Routing): (queueId: string) => string {
  const knownName = useKnownName();
  return (queueId) => knownName('queue', Queues.find(({ QueueId }) => QueueId === queueId)?.Name ?? '');
}

/** Changes something about routing; the screen reads everything again and says that it is saved, or `done`. */
export function useChange(domain: string, instanceId: string, done?: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const flash = useFlash();
  return useMutation({
    mutationFn: ({ service, operation, input }: Change) => {
      const place = service === 'connect' ? { InstanceId: instanceId } : { DomainName: domain };
      return call(service, operation, { ...place, ...input });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: routingKey(domain) });
      void queries.invalidateQueries({ queryKey: workspaceKey(domain) });
      flash({ type: 'success', text: done ?? t('routing.saved') });
    },
  });
}

/** What the tabs get. */
export interface RoutingTabProps {
  domain: string;
  routing: Routing;
}
