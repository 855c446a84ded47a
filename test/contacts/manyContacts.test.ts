import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateProfileCommand } from '@aws-sdk/client-customer-profiles';
import { listOfProfiles } from '../../src/contacts/store/contacts.ts';
import type { TransactionSql } from '../../src/database/connection.ts';
import { newId } from '../../src/database/ids.ts';
import { contactsServer, DomainName } from './contactsServer.ts';

interface Page {
  Items: { ContactId: string; StartedAt: number; Customer?: { LastName?: string } }[];
  NextToken?: string;
}

test('a customer with 1,000 contacts: page by page, newest first, each once, and every page as cheap as the first', async (t) => {
  const { sql, domain, profiles, person } = await contactsServer(t);
  const { domainId } = domain;
  const boss = await person('supervisor', 'boss');
  await boss.call('GetWorkspace');
  const ids: string[] = [];
  for (const LastName of ['高橋', '佐藤']) {
    const { ProfileId } = await profiles.send(new CreateProfileCommand({ DomainName, LastName }));
    ids.push(ProfileId ?? '');
  }
  // Somebody else has nine times as many, in between.
  const rows = Array.from({ length: 10_000 }, (_, at) => {
    const profile = ids[at % 10 ? 1 : 0]!;
    const initiated_at = new Date(Date.UTC(2026, 0, 1, 0, at));
    return {
      domain_id: domainId,
      contact_id: newId(initiated_at.getTime()),
      ...{ state: 'ENDED', channel: 'VOICE', initiation_method: 'INBOUND', linked_by: 'AUTOMATIC' },
      ...{ profile_id: profile, keyed_profile_id: profile },
      ...{ initiated_at, disconnected_at: initiated_at, updated_at: initiated_at },
    };
  });
  for (let at = 0; at < rows.length; at += 1_000)
    await sql`insert into contact ${sql(rows.slice(at, at + 1_000))}`;
  await sql`analyze contact`;
  const seen: Page['Items'] = [];
  let NextToken: string | undefined;
  do {
    const page: Page = await boss.call('ListProfileContacts', {
      ProfileId: ids[0],
      MaxResults: 50,
      NextToken,
    });
    assert.equal(page.Items.length, 50);
    seen.push(...page.Items);
    NextToken = page.NextToken;
  } while (NextToken);
  assert.equal(seen.length, 1_000);
  assert.equal(new Set(seen.map(({ ContactId }) => ContactId)).size, 1_000);
  assert.deepEqual(
    seen.map(({ StartedAt }) => StartedAt),
    seen.map(({ StartedAt }) => StartedAt).toSorted((a, b) => b - a),
  );
  for (const before of [undefined, seen[500]?.ContactId]) {
    const read = await sql.begin(async (tx) => {
      const earlier = await rowsRead(tx);
      await listOfProfiles(tx, domainId, [ids[0]!], { before, limit: 51 });
      const later = await rowsRead(tx);
      return { all: later.all - earlier.all, some: later.some - earlier.some };
    });
    assert.equal(read.all, 0, 'no page reads the contacts of everybody');
    assert.ok(read.some <= 102, `a page of 51 reads ${read.some} rows`);
  }
  const log: Page = await boss.call('SearchContactLog', { MaxResults: 2 });
  assert.deepEqual(
    log.Items.map(({ Customer }) => Customer?.LastName),
    ['佐藤', '佐藤'],
  );
});

/** Rows of contacts that this connection has read: over the whole table, and by an index. */
async function rowsRead(sql: TransactionSql): Promise<{ all: number; some: number }> {
  const [row] = await sql`
    select seq_tup_read::int as all, idx_tup_fetch::int as some from pg_stat_xact_user_tables
    where relname = 'contact'`;
  return { all: row?.all ?? 0, some: row?.some ?? 0 };
}
