import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { copyRows } from '../../src/database/copy.ts';
import { insertTogether } from '../../src/database/insert.ts';
import { testDatabase } from '../helpers/database.ts';

const columns = {
  domain_id: 'int4',
  id: 'int4',
  text: 'text',
  at: 'timestamptz',
  facts: 'jsonb',
  yes: 'bool',
};
const shared = ['domain_id', 'at', 'yes'];
const text = fc.option(
  fc.oneof(fc.string(), fc.constantFrom('\x1e', '\x1f', 'a\x1fb', '', '\\N', '{"', "'", '\t\n')),
);
const stored = fc.string().map((part) => part.replaceAll('\0', ''));

test('law: what goes in by one statement for several tables comes out as it was', async (t) => {
  const { sql } = await testDatabase(t);
  await sql`create table one (domain_id int, id int, text text, at timestamptz, facts jsonb, yes bool)`;
  await sql`create table other (like one)`;
  const row = fc.record({ text, fact: stored, late: fc.boolean(), yes: fc.boolean() });
  const rows = fc.array(row, { maxLength: 6 });
  const fill = (values: (typeof row extends fc.Arbitrary<infer Row> ? Row : never)[]) =>
    values.map((value, id) => [
      7,
      id,
      value.text?.replaceAll('\0', '') ?? null,
      new Date(value.late ? 5_000 : 1_000),
      JSON.stringify({ fact: value.fact }),
      value.yes,
    ]);
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.boolean(), async (a, b, together) => {
      const [one, other] = [fill(a), fill(b)];
      await sql.begin(async (tx) => {
        await tx`truncate one, other`;
        if (together) {
          const parts = [
            { table: 'one', columns, rows: one, shared },
            { table: 'other', columns, rows: other, shared: [] },
          ];
          await insertTogether(tx, parts, { channel: 'heard', payload: '7' });
        } else {
          await copyRows(tx, 'one', columns, one, shared);
          await copyRows(tx, 'other', columns, other);
        }
      });
      for (const [table, wanted] of [
        ['one', one],
        ['other', other],
      ] as const) {
        const found = await sql`select * from ${sql(table)} order by id`;
        assert.deepEqual(
          found.map((row) => [row.domain_id, row.id, row.text, row.at, JSON.stringify(row.facts), row.yes]),
          wanted,
        );
      }
    }),
    { numRuns: 60 },
  );
});
