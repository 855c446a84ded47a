import { z } from 'zod';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { badRequest } from '../../wire/refusal.ts';
import { decideContact } from '../changeContact.ts';
import { contactShape } from '../contactShape.ts';
import { type ContactsCore, placeOf } from '../core.ts';
import { customerOf, customerShape } from '../customerOf.ts';
import { linkContact, retie, unlinkContact } from '../linkContact.ts';
import { showContact } from '../showContacts.ts';
import { requireContact } from './awsContacts.ts';
import { anyId, anyone, domainName } from './shapes.ts';

const oneContact = z.object({ DomainName: domainName, ContactId: anyId });
const answered = z.object({ Contact: contactShape });

/** The customer of a contact: who it is or may be, tying and untying. */
export function customerOperations(core: ContactsCore): NayoseOperation[] {
  return [
    defineOperation({
      name: 'GetContactCustomer',
      summary:
        'The profile of a contact, or the candidates with what tells them apart, or what is known for a new one.',
      input: oneContact,
      output: customerShape,
      roles: anyone,
      handler: async ({ DomainName, ContactId }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        return customerOf(core, domain, await requireContact(core, domain.domainId, ContactId));
      },
    }),
    defineOperation({
      name: 'LinkContact',
      summary: 'Ties a contact to a profile, during the contact or at any later time.',
      input: oneContact.extend({ ProfileId: anyId }),
      output: answered,
      roles: anyone,
      handler: async ({ DomainName, ContactId, ProfileId }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        await linkContact(core, domain, ContactId, ProfileId, call.caller.arn);
        return { Contact: await showContact(core, domain.domainId, ContactId) };
      },
    }),
    defineOperation({
      name: 'UnlinkContact',
      summary: 'Takes the tie of a contact to its profile away.',
      input: oneContact,
      output: answered,
      roles: anyone,
      handler: async ({ DomainName, ContactId }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        await unlinkContact(core, domain, ContactId, call.caller.arn);
        return { Contact: await showContact(core, domain.domainId, ContactId) };
      },
    }),
    setAttributes(core),
  ];
}

const setAttributes = (core: ContactsCore) =>
  defineOperation({
    name: 'SetContactAttributes',
    summary: 'Adds attributes to a contact, or changes them; an empty value takes one away.',
    input: oneContact.extend({
      Attributes: z.record(z.string().min(1).max(32_767), z.string().max(32_767)),
    }),
    output: answered,
    roles: anyone,
    handler: async ({ DomainName, ContactId, Attributes }, call) => {
      const { domain } = await placeOf(core, call, DomainName);
      await decideContact(core, domain.domainId, ContactId, (before) => {
        const merged = Object.entries({ ...before.attributes, ...Attributes });
        const attributes = Object.fromEntries(merged.filter(([, value]) => value !== ''));
        const text = JSON.stringify(attributes);
        if (Buffer.byteLength(text) > 32_768)
          throw badRequest('Attributes of a contact hold 32,768 bytes at most, all together.');
        if (/\\u0000/.test(text) || !text.isWellFormed())
          throw badRequest('An attribute holds a character that no text may hold.');
        const change = { attributes, updatedAt: core.house.clock() };
        return { kind: 'update', actor: call.caller.arn, change };
      });
      if (Object.hasOwn(Attributes, 'profileSearchValue')) await retie(core, domain, ContactId);
      return { Contact: await showContact(core, domain.domainId, ContactId) };
    },
  });
