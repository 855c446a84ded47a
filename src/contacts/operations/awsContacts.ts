import { survivorsOf } from '../../profiles/store/profiles.ts';
import { phoneKey } from '../../values/phone.ts';
import type { Call } from '../../wire/call.ts';
import type { ConnectOperations } from '../../wire/operations.ts';
import { accessDenied, badRequest, notFound, Refusal } from '../../wire/refusal.ts';
import { changeContact, decideContact } from '../changeContact.ts';
import { type ContactRow, conversationOf } from '../contact.ts';
import { type ContactsCore, isPersonal, personOf, placeOfInstance } from '../core.ts';
import { connectArn, toId } from '../ids.ts';
import { retie } from '../linkContact.ts';
import { type NewContact, startContact } from '../startContact.ts';
import { isLive } from '../states.ts';
import { findContact, shareAttributes } from '../store/contacts.ts';
import { insertEvents } from '../store/events.ts';
import { durable, noteMoved, transact } from '../transact.ts';
import { transferContact } from '../transferContact.ts';
import { contactForApi } from './contactForApi.ts';

type ContactOperation =
  | 'DescribeContact'
  | 'GetContactAttributes'
  | 'UpdateContactAttributes'
  | 'UpdateContact'
  | 'StartOutboundVoiceContact'
  | 'StartTaskContact'
  | 'StopContact'
  | 'TransferContact';

/** Attributes of a contact hold so many bytes at most (AWS: 32 KB). */
const attributeBytes = 32_768;

/** Contacts at the AWS door. */
export function awsContactOperations(core: ContactsCore): Pick<ConnectOperations, ContactOperation> {
  const { sql } = core.house;
  return {
    ...attributeOperations(core),
    ...startOperations(core),

    async DescribeContact({ InstanceId, ContactId }, call) {
      const { domain, instance } = await placeOfInstance(core, call, InstanceId);
      const contact = await requireContact(core, domain.domainId, ContactId);
      const survivors = contact.profileId
        ? await survivorsOf(sql, domain.domainId, [contact.profileId])
        : new Map<string, string>();
      const Arn = connectArn(call.caller.region, instance.instanceId, ['contact', contact.contactId]);
      return { Contact: contactForApi(contact, Arn, survivors.get(contact.profileId ?? '')) };
    },

    async UpdateContact(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const { contactId, domainId } = await requireContact(core, domain.domainId, input.ContactId);
      const { Name, Description, References, SegmentAttributes, QueueInfo, UserInfo } = input;
      const by = { actor: call.caller.arn, guard: await ownGuard(core, call) };
      await decideContact(core, domainId, contactId, (before) => {
        by.guard(before);
        const change = {
          updatedAt: core.house.clock(),
          name: Name ?? before.name,
          description: Description ?? before.description,
          refs: { ...before.refs, ...(References as Record<string, unknown> | undefined) },
          segmentAttributes: {
            ...before.segmentAttributes,
            ...(SegmentAttributes as Record<string, unknown> | undefined),
          },
        };
        return { kind: 'update', actor: by.actor, change };
      });
      const to = { queueId: toId(QueueInfo?.Id), userId: toId(UserInfo?.UserId) };
      if (to.queueId ?? to.userId) await transferContact(core, domain, contactId, to, by);
      return {};
    },

    async StopContact(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const { contactId, domainId } = await requireContact(core, domain.domainId, input.ContactId);
      await changeContact(core, domainId, contactId, {
        action: 'end',
        reason: input.DisconnectReason?.Code ?? 'API',
        actor: call.caller.arn,
        guard: await liveGuard(core, call),
      });
      return {};
    },

    async TransferContact(input, call) {
      const { domain, instance } = await placeOfInstance(core, call, input.InstanceId);
      const { contactId } = await requireContact(core, domain.domainId, input.ContactId);
      const to = { queueId: toId(input.QueueId), userId: toId(input.UserId) };
      const by = { actor: call.caller.arn, guard: await liveGuard(core, call) };
      const ContactId = await transferContact(core, domain, contactId, to, by);
      const ContactArn = connectArn(call.caller.region, instance.instanceId, ['contact', ContactId]);
      return { ContactId, ContactArn };
    },
  };
}

function attributeOperations(
  core: ContactsCore,
): Pick<ConnectOperations, 'GetContactAttributes' | 'UpdateContactAttributes'> {
  const { clock } = core.house;
  return {
    async GetContactAttributes({ InstanceId, InitialContactId }, call) {
      const { domain } = await placeOfInstance(core, call, InstanceId);
      return { Attributes: (await requireContact(core, domain.domainId, InitialContactId)).attributes };
    },

    async UpdateContactAttributes(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const contact = await requireContact(core, domain.domainId, input.InitialContactId);
      (await ownGuard(core, call))(contact);
      const attributes = input.Attributes;
      refuseLarge({ ...contact.attributes, ...attributes });
      const ids = await transact(core, async (tx) => {
        const changed = await shareAttributes(
          tx,
          domain.domainId,
          conversationOf(contact),
          attributes,
          clock(),
        );
        const event = { kind: 'update', at: clock(), actor: call.caller.arn };
        const detail = { Attributes: Object.keys(attributes).slice(0, 50) };
        const events = changed.map((contactId) => ({ ...event, contactId, detail }));
        await insertEvents(tx, domain.domainId, events);
        const contacts = changed.map((contactId) => ({ contactId, agents: [] }));
        noteMoved(tx, { domainId: domain.domainId, contacts });
        return changed;
      });
      await durable(core);
      if (attributes.profileSearchKey ?? attributes.profileSearchValue)
        for (const id of ids) await retie(core, domain, id);
      return {};
    },
  };
}

function startOperations(
  core: ContactsCore,
): Pick<ConnectOperations, 'StartOutboundVoiceContact' | 'StartTaskContact'> {
  return {
    async StartOutboundVoiceContact(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const address = phoneKey(input.DestinationPhoneNumber, domain.country);
      if (!address?.startsWith('+')) {
        throw new Refusal(
          'DestinationNotAllowedException',
          'DestinationPhoneNumber cannot be dialled; expected E.164 such as +81312345678.',
        );
      }
      const { contact } = await startContact(core, domain, {
        channel: 'VOICE',
        initiationMethod: 'OUTBOUND',
        state: 'DIALLING',
        customer: { type: 'TELEPHONE_NUMBER', address },
        ...(input.SourcePhoneNumber
          ? { systemType: 'TELEPHONE_NUMBER' as const, systemAddress: input.SourcePhoneNumber }
          : {}),
        queueId: toId(input.QueueId),
        ...(await sharedMembers(core, domain.domainId, input, call)),
      });
      return { ContactId: contact.contactId };
    },

    async StartTaskContact(input, call) {
      const { domain } = await placeOfInstance(core, call, input.InstanceId);
      const later = input.ScheduledTime && input.ScheduledTime > core.house.clock();
      const previous = toId(input.PreviousContactId);
      const { contact } = await startContact(core, domain, {
        channel: 'TASK',
        initiationMethod: 'API',
        state: later ? 'INCOMING' : 'QUEUED',
        ...(later ? { scheduledAt: input.ScheduledTime } : {}),
        previousContactId: previous && (await requireContact(core, domain.domainId, previous)).contactId,
        segmentAttributes: (input.SegmentAttributes ?? {}) as Record<string, unknown>,
        ...(await sharedMembers(core, domain.domainId, input, call)),
      });
      return { ContactId: contact.contactId };
    },
  };
}

interface StartInput {
  Name?: string;
  Description?: string;
  References?: object;
  Attributes?: Record<string, string>;
  ClientToken?: string;
  RelatedContactId?: string;
}

async function sharedMembers(
  core: ContactsCore,
  domainId: number,
  input: StartInput,
  call: Call,
): Promise<Partial<NewContact>> {
  refuseLarge(input.Attributes ?? {});
  const related = input.RelatedContactId;
  return {
    name: input.Name,
    description: input.Description,
    refs: (input.References ?? {}) as Record<string, unknown>,
    attributes: input.Attributes ?? {},
    clientToken: input.ClientToken,
    relatedContactId: related && (await requireContact(core, domainId, related)).contactId,
    actor: call.caller.arn,
  };
}

/** The contact, or a refusal (404). */
export async function requireContact(core: ContactsCore, domainId: number, id: string): Promise<ContactRow> {
  const contactId = toId(id);
  const contact = contactId && (await findContact(core.house.sql, domainId, contactId));
  if (!contact) throw notFound('There is no contact with this id in this instance.');
  return contact;
}

function refuseEnded(contact: ContactRow): void {
  if (isLive(contact.state)) return;
  throw new Refusal('ContactNotFoundException', 'The contact has ended already.');
}

/** Agents act on what they have; a supervisor, or an access key of any role, on anybody's contact. */
async function ownGuard(core: ContactsCore, call: Call) {
  if (call.caller.role !== 'agent' || !isPersonal(call)) return () => undefined;
  const { userId } = await personOf(core, call);
  return (contact: ContactRow) => {
    if (contact.agentId !== userId)
      throw accessDenied('This contact is with another agent, or with nobody yet.');
  };
}

/** As `ownGuard`, for contacts that have not ended. */
async function liveGuard(core: ContactsCore, call: Call) {
  const guard = await ownGuard(core, call);
  return (contact: ContactRow) => {
    guard(contact);
    refuseEnded(contact);
  };
}

function refuseLarge(attributes: Record<string, string>): void {
  if (Buffer.byteLength(JSON.stringify(attributes)) <= attributeBytes) return;
  throw badRequest(`Attributes of a contact hold ${attributeBytes} bytes at most, all together.`);
}
