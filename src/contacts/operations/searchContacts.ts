import type { ConnectOperations } from '../../wire/operations.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { badRequest } from '../../wire/refusal.ts';
import { type ContactsCore, placeOfInstance } from '../core.ts';
import { connectArn, toId } from '../ids.ts';
import {
  type ContactSearch,
  countContactsFound,
  searchContacts,
  type TimeName,
  timeColumns,
} from '../store/searchContacts.ts';

/** AWS: a search covers eight weeks at most. */
const longestRange = 8 * 7 * 86_400_000;
/** A search goes no deeper. */
const deepest = 10_000;

type Input = Parameters<ConnectOperations['SearchContacts']>[0];

/** SearchContacts: by time, agents, queues, channels, names and attributes. */
export function searchOperation(core: ContactsCore): Pick<ConnectOperations, 'SearchContacts'> {
  const { sql } = core.house;
  return {
    async SearchContacts(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const search = readSearch(input);
      const limit = input.MaxResults ?? 25;
      const skip = Math.min(fromToken(input.NextToken, ['number'])?.[0] ?? 0, deepest);
      const order = { column: sortColumn(input), ascending: input.Sort?.Order === 'ASCENDING' };
      const [rows, TotalCount] = await Promise.all([
        searchContacts(sql, domain.domainId, search, { order, skip, limit: limit + 1 }),
        countContactsFound(sql, domain.domainId, search, deepest),
      ]);
      const Contacts = rows.slice(0, limit).map((contact) => ({
        Arn: connectArn(call.caller.region, instance.instanceId, ['contact', contact.contactId]),
        Id: contact.contactId,
        InitialContactId: contact.initialContactId,
        PreviousContactId: contact.previousContactId,
        InitiationMethod: contact.initiationMethod,
        Channel: contact.channel,
        QueueInfo: contact.queuedAt ? { Id: contact.queueId, EnqueueTimestamp: contact.queuedAt } : undefined,
        AgentInfo:
          contact.agentId && contact.connectedAt
            ? { Id: contact.agentId, ConnectedToAgentTimestamp: contact.connectedAt }
            : undefined,
        InitiationTimestamp: contact.initiatedAt,
        DisconnectTimestamp: contact.disconnectedAt,
        ScheduledTimestamp: contact.scheduledAt,
        Name: contact.name,
        Tags: contact.tags,
      }));
      const more = rows.length > limit && skip + limit < deepest;
      return { Contacts, TotalCount, NextToken: more ? toToken([skip + limit]) : undefined };
    },
  };
}

function sortColumn({ Sort }: Input): string {
  const name = Sort?.FieldName ?? 'INITIATION_TIMESTAMP';
  if (name === 'CHANNEL') return 'channel';
  if (name === 'INITIATION_METHOD') return 'initiation_method';
  return timeColumns[name as TimeName] ?? 'initiated_at';
}

function readSearch({ TimeRange, SearchCriteria: criteria }: Input): ContactSearch {
  const { StartTime: from, EndTime: to } = TimeRange;
  if (from > to) throw badRequest('StartTime has to be before EndTime.');
  if (to.getTime() - from.getTime() > longestRange)
    throw badRequest('TimeRange spans more than eight weeks; search in parts.');
  const name = criteria?.Name;
  const attributes = criteria?.SearchableContactAttributes;
  return {
    time: { name: TimeRange.Type as TimeName, from, to },
    channels: criteria?.Channels,
    initiationMethods: criteria?.InitiationMethods,
    queueIds: criteria?.QueueIds?.map((id) => toId(id) ?? nobody),
    agentIds: criteria?.AgentIds?.map((id) => toId(id) ?? nobody),
    name: name && {
      words: name.SearchText,
      all: name.MatchType === 'MATCH_ALL',
      exact: name.MatchType === 'MATCH_EXACT',
    },
    attributes: attributes?.Criteria.map(({ Key, Values }) => ({ key: Key, values: Values })),
    attributesAny: attributes?.MatchType === 'MATCH_ANY',
  };
}

/** An id that nothing has. */
const nobody = '0'.repeat(32);
