import { homeRegion } from '../access/account.ts';
import type { Sql } from '../database/connection.ts';
import { connectArn, toId } from './ids.ts';
import { countByProfile, findContactOfAccount } from './store/contacts.ts';

/** Number of contacts of each of these base profiles; those without any are left out. */
export const countContacts = (
  sql: Sql,
  domainId: number,
  profileIds: string[],
): Promise<Map<string, number>> => countByProfile(sql, domainId, profileIds);

/** What others keep of a contact, by its ARN or id; undefined when it is none of this account's. */
export async function contactFacts(
  sql: Sql,
  accountId: string,
  named: string,
): Promise<{ contactArn: string; channel: string; connectedAt: Date } | undefined> {
  const id = toId(named);
  const found = id && (await findContactOfAccount(sql, accountId, id));
  if (!found) return undefined;
  const contactArn = connectArn(homeRegion, found.instanceId, ['contact', found.contactId], accountId);
  return { contactArn, channel: found.channel, connectedAt: found.initiatedAt };
}
