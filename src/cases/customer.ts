import type { Sql } from '../database/connection.ts';
import type { House } from '../profiles/house.ts';
import { listMemberIds, survivorsOf } from '../profiles/store/profiles.ts';
import { Refusal } from '../wire/refusal.ts';
import { type ProfileArn, readProfileArn, withProfile } from './arns.ts';
import type { CaseRecord } from './caseRecord.ts';
import { invalid } from './refusals.ts';
import type { Customers } from './store/search.ts';

/** The base profile that a value of customer_id names. Refuses (400) what names none of this account. */
export async function readCustomer(
  house: House,
  accountId: string,
  arn: string,
): Promise<CaseRecord['customer']> {
  const named = readProfileArn(arn);
  if (!named || named.accountId !== accountId)
    throw invalid(
      'Field customer_id needs the full ARN of a customer profile of this account: arn:aws:profile:<region>:<account>:domains/<domain>/profiles/<profile id>.',
    );
  const domainId = await domainOf(house, named);
  const known = domainId && (await survivorsOf(house.sql, domainId, [named.profileId])).has(named.profileId);
  if (!domainId || !known)
    throw invalid('Field customer_id names a customer profile that does not exist; look for its ProfileId.');
  return { domainId, profileId: named.profileId };
}

async function domainOf(house: House, { accountId, domainName }: ProfileArn): Promise<number | undefined> {
  try {
    return (await house.domains.get(accountId, domainName)).domainId;
  } catch (problem) {
    if (problem instanceof Refusal) return undefined;
    throw problem;
  }
}

/** The base profiles shown as one with those that ARNs in a filter name; ARNs of nobody are left out. */
export async function findCustomers(
  house: House,
  accountId: string,
  arns: readonly string[],
): Promise<Customers> {
  const customers = new Map<string, { domainId: number; profileIds: string[] }>();
  for (const arn of new Set(arns)) {
    const named = readProfileArn(arn);
    if (!named || named.accountId !== accountId) continue;
    const domainId = await domainOf(house, named);
    if (domainId === undefined) continue;
    const survivor = (await survivorsOf(house.sql, domainId, [named.profileId])).get(named.profileId);
    if (survivor)
      customers.set(arn, { domainId, profileIds: await listMemberIds(house.sql, domainId, [survivor]) });
  }
  return customers;
}

/** The profile that is shown now for each case's customer, by case; a deleted customer's cases are left out. */
export async function shownCustomers(
  sql: Sql,
  records: readonly CaseRecord[],
): Promise<Map<string, { domainId: number; profileId: string }>> {
  const byDomain = Map.groupBy(records, ({ customer }) => customer.domainId);
  const shown = new Map<string, { domainId: number; profileId: string }>();
  for (const [domainId, cases] of byDomain) {
    const survivors = await survivorsOf(sql, domainId, [
      ...new Set(cases.map(({ customer }) => customer.profileId)),
    ]);
    for (const { caseId, customer } of cases) {
      const profileId = survivors.get(customer.profileId);
      if (profileId) shown.set(caseId, { domainId, profileId });
    }
  }
  return shown;
}

/** The value of customer_id as it reads now: the ARN that was given, with the profile shown for it. */
export const customerArn = (record: CaseRecord, shown: { profileId: string } | undefined): string => {
  const given = String(record.fields.customer_id ?? '');
  return shown ? withProfile(given, shown.profileId) : given;
};
