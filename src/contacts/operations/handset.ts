import { z } from 'zod';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { changeContact } from '../changeContact.ts';
import { type ContactsCore, placeOf } from '../core.ts';
import { dialIn, heardBy, pressKey, requireHandsetCall } from '../handset.ts';
import { isLive } from '../states.ts';
import { listDialling } from '../store/contacts.ts';
import { anyId, anyone, domainName } from './shapes.ts';

const oneCall = z.object({ DomainName: domainName, ContactId: anyId });
const heard = z.object({
  Hears: z.array(z.object({ Text: z.string(), Lang: z.string(), At: timestamp })),
  State: z.string(),
});

/** The handset page: the customer's end of calls, without a telephone system. */
export function handsetOperations(core: ContactsCore): NayoseOperation[] {
  return [dial(core), calls(core), ...onCalls(core)];
}

const dial = (core: ContactsCore) =>
  defineOperation({
    name: 'HandsetDial',
    summary: 'Calls in from any number, as a customer would.',
    input: z.object({
      DomainName: domainName,
      From: z.string().trim().min(1).max(64),
      To: z.string().trim().min(1).max(64).optional(),
    }),
    output: z.object({ ContactId: z.string() }),
    roles: anyone,
    handler: async ({ DomainName, From, To }, call) => {
      const place = await placeOf(core, call, DomainName);
      return { ContactId: await dialIn(core, place, { from: From, to: To, actor: call.caller.arn }) };
    },
  });

const calls = (core: ContactsCore) =>
  defineOperation({
    name: 'HandsetCalls',
    summary: 'Outbound calls that ring at the far end.',
    input: z.object({ DomainName: domainName }),
    output: z.object({
      Items: z.array(z.object({ ContactId: z.string(), PhoneNumber: z.string(), StartedAt: timestamp })),
    }),
    roles: anyone,
    handler: async ({ DomainName }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      const ringing = (await listDialling(core.house.sql, domain.domainId)).filter((one) => !one.callSource);
      return {
        Items: ringing.map((contact) => ({
          ContactId: contact.contactId,
          PhoneNumber: contact.customerAddress ?? '',
          StartedAt: contact.initiatedAt,
        })),
      };
    },
  });

function onCalls(core: ContactsCore): NayoseOperation[] {
  const find = async (input: z.output<typeof oneCall>, call: Parameters<typeof placeOf>[1]) => {
    const { domain } = await placeOf(core, call, input.DomainName);
    return requireHandsetCall(core, domain.domainId, input.ContactId);
  };
  const state = async (input: z.output<typeof oneCall>, call: Parameters<typeof placeOf>[1]) =>
    heardBy(core, await find(input, call));
  return [
    defineOperation({
      name: 'HandsetState',
      summary: 'What the caller has heard, and how the call stands.',
      input: oneCall,
      output: heard,
      roles: anyone,
      handler: state,
    }),
    defineOperation({
      name: 'HandsetPress',
      summary: 'Presses a key during a call; the star says the last text again.',
      input: oneCall.extend({ Key: z.string().regex(/^[0-9*#]$/, 'one of 0–9, * and #') }),
      output: heard,
      roles: anyone,
      handler: async (input, call) => {
        await pressKey(core, await find(input, call), input.Key);
        return state(input, call);
      },
    }),
    defineOperation({
      name: 'HandsetHangUp',
      summary: 'Hangs up at the customer’s end.',
      input: oneCall,
      output: heard,
      roles: anyone,
      handler: async (input, call) => {
        const contact = await find(input, call);
        const { domainId, contactId } = contact;
        const end = { action: 'end' as const, reason: 'CUSTOMER_DISCONNECT', actor: call.caller.arn };
        if (isLive(contact.state)) await changeContact(core, domainId, contactId, end);
        return state(input, call);
      },
    }),
    defineOperation({
      name: 'HandsetAnswer',
      summary: 'Picks up an outbound call at the far end.',
      input: oneCall,
      output: heard,
      roles: anyone,
      handler: async (input, call) => {
        const { domainId, contactId } = await find(input, call);
        await changeContact(core, domainId, contactId, { action: 'answer', actor: call.caller.arn });
        return state(input, call);
      },
    }),
  ];
}
