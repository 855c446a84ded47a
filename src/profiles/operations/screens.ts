import { z } from 'zod';
import { phoneKey } from '../../values/phone.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import type { Domain } from '../domain.ts';
import { findProfiles, type Hit } from '../find.ts';
import { readFindQuery } from '../findQuery.ts';
import type { House } from '../house.ts';
import type { FieldValue } from '../mapping.ts';
import { profileSummary, summarise, textIn } from '../profileSummary.ts';
import { profileView, readProfileView } from '../profileView.ts';
import { hasProfiles } from '../store/domains.ts';
import { emailFields, phoneFields } from '../targets.ts';
import { visibleValues } from '../visibleProfiles.ts';

const domainName = z.string().min(1).max(64);
const profileId = z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex');
const anyone = ['admin', 'supervisor', 'agent'] as const;
const deepestHit = 1000;

const found = profileSummary.extend({
  Matched: z.object({
    Field: z.string(),
    Kind: z.enum(['phone', 'phoneEnd', 'email', 'account', 'name', 'reading']),
  }),
});

/** HasProfiles: what the page of customers shows when nobody searches yet. */
function hasOperation(house: House): NayoseOperation {
  return defineOperation({
    name: 'HasProfiles',
    summary: 'Tells whether a domain has any customers yet, at no cost (GetDomain counts them).',
    input: z.object({ DomainName: domainName }),
    output: z.object({ Some: z.boolean() }),
    roles: anyone,
    async handler({ DomainName }, call) {
      const { domainId } = await house.domains.get(call.caller.accountId, DomainName);
      return { Some: await hasProfiles(house.sql, domainId) };
    },
  });
}

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

function describeHit(domain: Domain, hit: Hit, query: string) {
  const fields = visibleValues(domain, hit);
  const field = matchedField(domain, hit, fields, query);
  return { ...summarise(hit, fields, field), Matched: { Field: field, Kind: hit.kind } };
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
    output: profileView,
    roles: anyone,
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      return readProfileView(house, domain, input.ProfileId);
    },
  });
}

/** Operations behind the search box and the profile page. */
export function screenOperations(house: House): NayoseOperation[] {
  return [hasOperation(house), findOperation(house), viewOperation(house)];
}
