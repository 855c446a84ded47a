import type { TransactionSql } from '../database/connection.ts';
import { badRequest, notFound, Refusal } from '../wire/refusal.ts';
import { agentSettings } from './agentSettings.ts';
import type { ContactRow } from './contact.ts';
import type { ContactChanged, ContactsCore } from './core.ts';
import { type ContactAction, contactStates, stateAfter } from './states.ts';
import { identityOf, takeNextStatus, updateAgent } from './store/agents.ts';
import { findContact, updateContact } from './store/contacts.ts';
import { insertEvents } from './store/events.ts';
import { holdQueue } from './store/queues.ts';
import { durable, noteMoved, transact } from './transact.ts';
import { type ActionFacts, type ContactChange, transition } from './transition.ts';

/** Something that is to happen to a contact. */
export interface ChangeRequest extends Partial<ActionFacts> {
  action: ContactAction;
  /** ARN or id of who does it; absent: the house. */
  actor?: string | undefined;
  /** Throws a Refusal when this contact may not be changed so; asked again whenever somebody else was quicker. */
  guard?: (contact: ContactRow) => void;
  /** Further members to change. */
  also?: ContactChange;
  /** Written into the events of the contact. */
  detail?: Record<string, unknown>;
  /** More writes in the same transaction. */
  within?: (sql: TransactionSql, after: ContactRow) => Promise<void>;
}

/** 409: what was asked for does not go with the state of the contact. */
export function wrongState(contact: ContactRow, action: ContactAction): Refusal {
  const possible = contactStates.filter((state) => stateAfter(state, action) !== undefined);
  return new Refusal(
    'ConflictException',
    `The contact is ${contact.state}; this works while it is ${possible.join(' or ')}. Read the contact again.`,
  );
}

/** 404: no such contact in this domain. */
export const noContact = () => notFound('There is no contact with this id in this domain.');

const attemptsAtMost = 8;

/** What one look at a contact leads to. */
export interface Decision extends Pick<ChangeRequest, 'actor' | 'detail' | 'within'> {
  kind: ContactChanged['kind'];
  change: ContactChange;
}

/**
 * Changes a contact by one action, in one transaction with its event, its agent and whatever the hooks add. Of several
 * who try at once exactly one succeeds; the others meet the state it left and are refused if their action no longer
 * makes sense there.
 */
export function changeContact(
  core: ContactsCore,
  domainId: number,
  contactId: string,
  request: ChangeRequest,
): Promise<ContactRow> {
  return decideContact(core, domainId, contactId, (before) => {
    request.guard?.(before);
    const facts = { ...request, at: request.at ?? core.house.clock() };
    const change = transition(before, request.action, facts);
    if (!change) throw wrongState(before, request.action);
    return { ...request, kind: request.action, change: { ...change, ...request.also } };
  });
}

/** Changes a contact as `decide` says; it is asked again whenever somebody else was quicker. */
export async function decideContact(
  core: ContactsCore,
  domainId: number,
  contactId: string,
  decide: (before: ContactRow) => Decision | Promise<Decision>,
): Promise<ContactRow> {
  const { sql } = core.house;
  for (let attempt = 0; attempt < attemptsAtMost; attempt += 1) {
    const before = await findContact(sql, domainId, contactId);
    if (!before) throw noContact();
    const { kind, change, actor, detail, within } = await decide(before);
    const after = await transact(core, async (tx) => {
      const changed = await updateContact(tx, before, {
        ...change,
        ...(await workLimit(tx, before, change)),
      });
      if (!changed) return undefined;
      await recordChange(core, tx, { before, after: changed, kind, actor, detail });
      await within?.(tx, changed);
      return changed;
    });
    if (!after) continue;
    wake(core, after, kind);
    // The house itself waits for nobody.
    if (actor !== undefined) await durable(core);
    return after;
  }
  throw new Refusal('ConflictException', 'Others change this contact at the same moment; try again.');
}

/** After-contact work that its agent has limited gets an end. */
async function workLimit(
  sql: TransactionSql,
  before: ContactRow,
  change: ContactChange,
): Promise<ContactChange> {
  const { workStartedAt } = change;
  if (change.state !== 'AFTER_CONTACT_WORK' || !workStartedAt || before.agentId === undefined) return {};
  const identity = await identityOf(sql, before.domainId, before.agentId);
  const seconds = agentSettings(identity ?? {}).workSeconds.get(before.channel);
  return seconds ? { workExpiresAt: new Date(workStartedAt.getTime() + seconds * 1_000) } : {};
}

/** After these an agent may have room for something else. */
const freeing: ReadonlySet<ContactChanged['kind']> = new Set([
  ...(['miss', 'decline', 'withdraw', 'return', 'end', 'finish'] as const),
]);

/** Work that a change leaves to be done. */
export function wake(core: ContactsCore, after: ContactRow, kind: ContactChanged['kind']): void {
  if (after.state === 'QUEUED' || freeing.has(kind)) core.route(after.domainId);
  if (after.recordPending || after.profileId !== after.keyedProfileId) core.settle(after.domainId);
}

/** Writes the event of a change, lets hooks and the agent's own record follow, and notes whom to tell. */
export async function recordChange(
  core: ContactsCore,
  sql: TransactionSql,
  change: ContactChanged,
): Promise<void> {
  const { before, after, kind, actor, detail } = change;
  const { domainId, contactId } = after;
  const event = { contactId, at: after.updatedAt, kind, actor, detail: detailOf(change, detail) };
  await Promise.all([refuseLostQueue(sql, change), insertEvents(sql, domainId, [event])]);
  const agents = [...new Set([before?.agentId, after.agentId].filter((id) => id !== undefined))];
  if (before?.agentId !== undefined) await freeAgent(sql, before, after, kind);
  for (const hook of core.hooks.changed) await hook(sql, change);
  noteMoved(sql, { domainId, contacts: [{ contactId, agents }], agents });
}

/** Nobody is to wait in a queue that was deleted while they were on their way to it. */
async function refuseLostQueue(sql: TransactionSql, { before, after }: ContactChanged): Promise<void> {
  const { domainId, queueId } = after;
  if (queueId === undefined || queueId === before?.queueId) return;
  if (!(await holdQueue(sql, domainId, queueId)))
    throw badRequest('The queue was deleted meanwhile; choose another one.');
}

/** What the timeline tells of a change. */
function detailOf(
  { after, kind }: ContactChanged,
  detail: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  const facts: Record<string, unknown> = { ...detail };
  if (['enqueue', 'start', 'return', 'transfer'].includes(kind) && after.queueId)
    facts.QueueId = after.queueId;
  if (['offer', 'accept', 'assign', 'start'].includes(kind) && after.agentId) facts.UserId = after.agentId;
  if (kind === 'end' && after.disconnectReason) facts.Reason = after.disconnectReason;
  if (kind === 'link' && after.profileId) facts.ProfileId = after.profileId;
  return Object.keys(facts).length > 0 ? facts : undefined;
}

/** An agent who has let an offer pass gets no more until they say so; one who is done goes to the end of the line. */
async function freeAgent(
  sql: TransactionSql,
  before: ContactRow,
  after: ContactRow,
  kind: ContactChanged['kind'],
): Promise<void> {
  const { agentId, domainId } = before;
  if (agentId === undefined) return;
  const at = after.updatedAt;
  if (kind === 'miss') await updateAgent(sql, domainId, agentId, { missedAt: at, updatedAt: at });
  const gone = after.agentId !== agentId || after.state === 'ENDED';
  if (!gone) return;
  if (kind === 'finish') await updateAgent(sql, domainId, agentId, { idleSince: at });
  await takeNextStatus(sql, domainId, agentId, at);
}
