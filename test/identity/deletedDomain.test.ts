import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeleteDomainCommand } from '@aws-sdk/client-customer-profiles';
import { until } from '../helpers/until.ts';
import { DomainName, openRoom } from './support/room.ts';

test('a domain that is deleted while a run writes what it has found leaves nothing behind', async (t) => {
  const { client, house, create, configure } = await openRoom(t);
  const { sql } = house;
  await create({ EmailAddress: 'taro@example.jp' });
  await create({ EmailAddress: 'taro@example.jp' });
  await sql.unsafe(`
    create function wait_to_write() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(4242); return null; end $$;
    create trigger wait_to_write before insert on match_member execute function wait_to_write()`);
  const { deleted } = await sql.begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(4242)`;
    await configure(undefined, { Enabled: true, MatchingRules: [{ Rule: ['EmailAddress'] }] });
    await until('the run is about to write', async () => {
      const [row] = await sql`
        select count(*)::int as waiting from pg_locks where locktype = 'advisory' and objid = 4242 and not granted
          and database = (select oid from pg_database where datname = current_database())`;
      return row?.waiting > 0;
    });
    let isOver = false;
    const deleted = client.send(new DeleteDomainCommand({ DomainName })).finally(() => {
      isOver = true;
    });
    await until('the deletion is over, or waits', async () => {
      const [row] = await sql`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%from domain%'`;
      return isOver || row?.waiting > 0;
    });
    return { deleted };
  });
  await deleted;
  await until('the run has noticed', async () => {
    const [row] =
      await sql`select count(*)::int as active from pgboss.job where name = 'resolution' and state = 'active'`;
    return row?.active === 0;
  });
  const [left] = await sql`
    select (select count(*) from match_pair) as pairs, (select count(*) from match_member) as members,
      (select count(*) from match_group) as groups, (select count(*) from resolution_state) as states`;
  assert.deepEqual({ ...left }, { pairs: 0, members: 0, groups: 0, states: 0 });
});
