import { z } from 'zod';
import { phoneKey } from '../../values/phone.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import { toDocument } from '../document.ts';
import type { Domain } from '../domain.ts';
import { findProfiles, type Hit } from '../find.ts';
import { readFindQuery } from '../findQuery.ts';
import { valuesOf } from '../fold.ts';
import type { House } from '../house.ts';
import type { FieldValue } from '../mapping.ts';
import { readingsOf } from '../searchNames.ts';
import { listCustomFields } from '../store/customFields.ts';
import { countObjectsByType } from '../store/objects.ts';
import { listMembers } from '../store/profiles.ts';
import { emailFields, phoneFields } from '../targets.ts';
import { viewOf } from '../view.ts';
import { loadGroups, visibleValues } from '../visibleProfiles.ts';

const domainName = z.string().min(1).max(64);
const profileId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex');
const anyone = ['admin', 'supervisor', 'agent'] as const;
const deepestHit = 1000;

const found = z.object({
  ProfileId: profileId,
  LastName: z.string().optional(),
  FirstName: z.string().optional(),
  Reading: z.string().optional(),
  BusinessName: z.string().optional(),
  BirthDate: z.string().optional(),
  PhoneNumber: z.string().optional(),
  EmailAddress: z.string().optional(),
  City: z.string().optional(),
  AccountNumber: z.string().optional(),
  UpdatedAt: timestamp,
  Matched: z.object({
    Field: z.string(),
    Kind: z.enum(['phone', 'phoneEnd', 'email', 'account', 'name', 'reading']),
  }),
});

const origin = z.object({
  Kind: z.enum(['MANUAL', 'OBJECT']),
  ObjectTypeName: z.string().optional(),
  Actor: z.string().optional(),
  SourceTime: timestamp.optional(),
  RecordedAt: timestamp,
});
const value = z.union([z.string(), z.array(z.unknown())]);

/** FindProfiles: what the search box asks. */
function findOperation(house: House): NayoseOperation {
  return defineOperation({
    name: 'FindProfiles',
    summary:
      'Finds customers by phone in any spelling or its last digits, e-mail, account number or part of a name.',
    input: z.object({
      DomainName: domainName,
      Query: z.string().max(1000),
      MaxResults: z.number().int().min(1).max(100).optional(),
      NextToken: z.string().max(1024).optional(),
    }),
    output: z.object({ Items: z.array(found), NextToken: z.string().optional() }),
    roles: anyone,
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const limit = input.MaxResults ?? 25;
      const skip = Math.min(fromToken(input.NextToken, ['number'])?.[0] ?? 0, deepestHit);
      const hits = await findProfiles(house.sql, domain, input.Query, { skip, limit: limit + 1 });
      const Items = hits.slice(0, limit).map((hit) => describeHit(domain, hit, input.Query));
      const more = hits.length > limit && skip + limit < deepestHit;
      return { Items, ...(more ? { NextToken: toToken([skip + limit]) } : {}) };
    },
  });
}

const textIn = (fields: Record<string, FieldValue>) => (name: string) => {
  const held = fields[name];
  return typeof held === 'string' ? held : undefined;
};

function describeHit(domain: Domain, hit: Hit, query: string) {
  const fields = visibleValues(domain, hit);
  const text = textIn(fields);
  const reading = readingsOf(fields);
  const field = matchedField(domain, hit, fields, query);
  const phone = field.includes('Phone') ? field : phoneFields.find((name) => text(name));
  const email = field.includes('Email') ? field : emailFields.find((name) => text(name));
  return {
    ProfileId: hit.survivorId,
    LastName: text('LastName'),
    FirstName: text('FirstName'),
    Reading: [reading.last, reading.first].filter(Boolean).join(' ') || undefined,
    BusinessName: text('BusinessName'),
    BirthDate: text('BirthDate'),
    PhoneNumber: phone && text(phone),
    EmailAddress: email && text(email),
    City:
      [text('Address.State'), text('Address.Province'), text('Address.City')].filter(Boolean).join('') ||
      undefined,
    AccountNumber: text('AccountNumber'),
    UpdatedAt: new Date(Math.max(...hit.members.map((member) => member.updatedAt.getTime()))),
    Matched: { Field: field, Kind: hit.kind },
  };
}

/** The field to mark as the one that matched. */
function matchedField(domain: Domain, hit: Hit, fields: Record<string, FieldValue>, query: string): string {
  const text = textIn(fields);
  if (hit.kind === 'account') return 'AccountNumber';
  if (hit.kind === 'reading') return 'Reading';
  if (hit.kind === 'name') return 'Name';
  const asked = readFindQuery(query, domain.country);
  if (hit.kind === 'email') {
    const begins = (name: string) =>
      text(name)
        ?.toLowerCase()
        .startsWith(asked.email ?? '');
    return emailFields.find(begins) ?? 'EmailAddress';
  }
  const end = asked.phoneEnd?.slice(-4) ?? '';
  return (
    phoneFields.find((name) => phoneKey(text(name) ?? '', domain.country)?.endsWith(end)) ?? 'PhoneNumber'
  );
}

/** GetProfileView: the profile page, each field with where it is from. */
function viewOperation(house: House): NayoseOperation {
  return defineOperation({
    name: 'GetProfileView',
    summary:
      'Reads a profile with the origin of each field, what lost to it, the field catalogue and object counts.',
    input: z.object({ DomainName: domainName, ProfileId: profileId }),
    output: z.object({
      ProfileId: profileId,
      Profile: z.record(z.string(), z.unknown()),
      CreatedAt: timestamp,
      UpdatedAt: timestamp,
      ExpiresOn: z.string(),
      MemberIds: z.array(profileId),
      Fields: z.record(
        z.string(),
        z.object({ Value: value, From: origin, Others: z.array(z.object({ Value: value, From: origin })) }),
      ),
      CustomFields: z.array(
        z.object({
          Name: z.string(),
          LabelJa: z.string().optional(),
          LabelEn: z.string().optional(),
          Source: z.string(),
        }),
      ),
      ObjectTypes: z.array(z.object({ ObjectTypeName: z.string(), Count: z.number() })),
    }),
    roles: anyone,
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      return readView(house, domain, input.ProfileId);
    },
  });
}

async function readView(house: House, domain: Domain, id: string) {
  const members = await listMembers(house.sql, domain.domainId, [id]);
  const survivor = members.find((member) => member.profileId === member.survivorId);
  if (!survivor) throw notFound(`Profile ${id} does not exist in domain "${domain.name}".`);
  const MemberIds = members.map((member) => member.profileId);
  const [catalogue, counts] = await Promise.all([
    listCustomFields(house.sql, domain.domainId),
    countObjectsByType(house.sql, domain.domainId, MemberIds),
  ]);
  const [group] = await loadGroups(house.sql, domain.domainId, members);
  const { visible, fields } = viewOf(domain, group ?? { survivorId: id, members, merges: [] });
  const dates = members.map((member) => member.updatedAt.getTime());
  return {
    ProfileId: survivor.profileId,
    Profile: { ProfileId: survivor.profileId, ...toDocument(valuesOf(visible)) },
    CreatedAt: survivor.createdAt,
    UpdatedAt: new Date(Math.max(...dates)),
    ExpiresOn:
      members
        .map((member) => member.expiresOn)
        .sort()
        .at(-1) ?? survivor.expiresOn,
    MemberIds,
    Fields: fields,
    CustomFields: catalogue.map(({ name, labelJa, labelEn, source }) => ({
      Name: name,
      LabelJa: labelJa,
      LabelEn: labelEn,
      Source: source,
    })),
    ObjectTypes: [...counts].map(([typeId, Count]) => ({
      ObjectTypeName: domain.typesById.get(typeId)?.name ?? '',
      Count,
    })),
  };
}

/** Operations behind the search box and the profile page. */
export function screenOperations(house: House): NayoseOperation[] {
  return [findOperation(house), viewOperation(house)];
}
