import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteDomainCommand } from '@aws-sdk/client-customer-profiles';
import { settle } from '../../../src/identity/follow/settle.ts';
import { usualSettings } from '../../../src/identity/settings.ts';
import { DomainName, emailRule, startFollowed } from './follower.ts';
import { residentSet, someProfiles } from './residentPeople.ts';

test('what is found for a domain that was deleted meanwhile is not written', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  const { sql } = shop.house;
  const domain = await shop.house.domains.get('000000000000', DomainName);
  const set = residentSet(someProfiles(60));
  const rows = Array.from({ length: set.profiles }, (_, row) => row);
  const input = {
    domain,
    settings: { RuleBasedMatching: emailRule, Nayose: usualSettings('JP') },
    set,
    rows,
    now: new Date(),
    mostRows: 1_000,
  };
  const written = async () => (await sql`select count(*)::int as groups from match_group`)[0]?.groups;
  const undone = new Error('rolled back');
  await assert.rejects(
    sql.begin(async (tx) => {
      const { groups } = await settle(tx, input);
      assert.ok(groups > 0, 'there is something to write');
      throw undone;
    }),
    undone,
  );
  await shop.client.send(new DeleteDomainCommand({ DomainName }));
  const settled = await sql.begin((tx) => settle(tx, input));
  assert.deepEqual(settled, { merged: 0, undone: 0, groups: 0, rows: [], left: [] });
  assert.equal(await written(), 0);
});
