import { z } from 'zod';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, toToken } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import { recordFields } from '../facts.ts';
import type { House } from '../house.ts';
import { newestFirst, type Purchase, purchaseKinds, purchaseOf } from '../purchases.ts';
import { listMembers } from '../store/profiles.ts';
import { listRecordsOfKinds } from '../store/records.ts';

/** More purchases of one customer are not looked through for the newest. */
const mostPurchases = 5_000;

const purchaseShape = z.object({
  Id: z.string(),
  Kind: z.enum(['order', 'asset']),
  At: timestamp.optional().describe('Moment of the purchase; where only the day is known, Day.'),
  Day: z.string().optional(),
  DateText: z.string().optional(),
  Name: z.string().optional(),
  Number: z.string().optional(),
  Price: z.union([z.number(), z.string()]).optional(),
  Currency: z.string().optional(),
  Quantity: z.number().optional(),
  Status: z.string().optional(),
});

/**
 * ListProfilePurchases: orders and assets in one list. ListProfileObjects gives each kind alone and in the order of
 * ids, which no reader can page through by date.
 */
export function purchaseOperation(house: House): NayoseOperation {
  return defineOperation({
    name: 'ListProfilePurchases',
    summary: 'Orders and products of a customer, newest first, those of all profiles shown as one.',
    input: z.object({
      DomainName: z.string().min(1).max(64),
      ProfileId: z.string().regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex'),
      MaxResults: z.int().min(1).max(100).optional(),
      NextToken: z.string().max(1024).optional(),
    }),
    output: z.object({ Items: z.array(purchaseShape), Total: z.number(), NextToken: z.string().optional() }),
    roles: ['admin', 'supervisor', 'agent'],
    handler: async (input, call) => {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const members = await listMembers(house.sql, domain.domainId, [input.ProfileId]);
      if (members.length === 0)
        throw notFound(`Profile ${input.ProfileId} does not exist in domain "${domain.name}".`);
      const records = await listRecordsOfKinds(house.sql, domain.domainId, {
        profileIds: members.map((member) => member.profileId),
        kinds: purchaseKinds,
        most: mostPurchases,
      });
      const skip = fromToken(input.NextToken, ['number'])?.[0] ?? 0;
      const end = skip + (input.MaxResults ?? 25);
      const Items = newestFirst(
        records.map((record) => purchaseOf({ ...record, fields: recordFields(record.facts) })),
      )
        .slice(skip, end)
        .map(toItem);
      const next = records.length > end ? { NextToken: toToken([end]) } : {};
      return { Items, Total: records.length, ...next };
    },
  });
}

const toItem = (purchase: Purchase) => ({
  Id: purchase.id,
  Kind: purchase.kind,
  At: purchase.at,
  Day: purchase.day,
  DateText: purchase.dateText,
  Name: purchase.name,
  Number: purchase.number,
  Price: purchase.price,
  Currency: purchase.currency,
  Quantity: purchase.quantity,
  Status: purchase.status,
});
