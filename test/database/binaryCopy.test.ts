import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type BinaryRows, copyBinary } from '../../src/database/binaryCopy.ts';
import { testDatabase } from '../helpers/database.ts';

const columns = ['place', 'id', 'small', 'share', 'words', 'is_so'];

test('law: what is copied in binary form is what is read', async (t) => {
  const { sql } = await testDatabase(t);
  await sql`
    create table copied (place integer primary key, id uuid, small smallint, share real, words text, is_so boolean)`;
  const entry = fc.record({
    id: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    small: fc.option(fc.integer({ min: -32_768, max: 32_767 }), { nil: undefined }),
    share: fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
    words: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.constant('髙'.repeat(70_000))),
    isSo: fc.boolean(),
  });
  // PostgreSQL keeps no text with a sign of value 0.
  const entries = fc
    .array(entry, { maxLength: 30 })
    .map((all) => all.filter(({ words }) => !words.includes('\0')));
  await fc.assert(
    fc.asyncProperty(entries, async (all) => {
      await sql`truncate copied`;
      await copyBinary(sql, 'copied', columns, function* fill(rows: BinaryRows) {
        for (const [place, { id, small, share, words, isSo }] of all.entries()) {
          rows.row(columns.length);
          rows.int4(place);
          rows.uuid(id);
          rows.int2(small);
          rows.float4(share);
          rows.text(words);
          rows.bool(isSo);
          yield;
        }
      });
      const found = await sql`select * from copied order by place`;
      assert.deepEqual(
        found.map(({ id, small, share, words, is_so }) => ({
          id,
          small,
          share: share && Math.fround(share),
          words,
          is_so,
        })),
        all.map(({ id, small, share, words, isSo }) => ({
          id: Buffer.from(id).toString('hex'),
          small: small ?? null,
          share: share === undefined ? null : share + 0,
          words,
          is_so: isSo,
        })),
      );
    }),
    { numRuns: 25 },
  );
});

test('law: lists, lists of ids as JSON, times and ids in digits, too', async (t) => {
  const { sql } = await testDatabase(t);
  const some = ['place', 'id', 'names', 'ids', 'document', 'at'];
  await sql`
    create table copied (place integer primary key, id uuid, names text[], ids uuid[], document jsonb, at timestamptz)`;
  const text = fc.string({ unit: 'grapheme', maxLength: 10 }).map((words) => words.replaceAll('\0', ''));
  const bytes = new Uint8Array(16 * 50).map((_zero, at) => (at * 37) & 0xff);
  const idAt = (row: number) => Buffer.from(bytes.subarray(row * 16, row * 16 + 16)).toString('hex');
  const entry = fc.record({
    id: fc.option(fc.nat({ max: 49 }), { nil: undefined }),
    names: fc.array(text, { maxLength: 5 }),
    rows: fc.array(fc.nat({ max: 49 }), { maxLength: 50 }),
    document: fc.array(fc.array(fc.nat({ max: 49 }), { maxLength: 20 }), { maxLength: 20 }),
    at: fc.option(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), {
      nil: undefined,
    }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 30 }), async (all) => {
      await sql`truncate copied`;
      await copyBinary(sql, 'copied', some, function* fill(rows: BinaryRows) {
        for (const [place, { id, names, rows: places, document, at }] of all.entries()) {
          rows.row(some.length);
          rows.int4(place);
          rows.uuidText(id === undefined ? undefined : idAt(id));
          rows.textArray(names);
          rows.uuidArray(bytes, places);
          rows.jsonbOfUuids(bytes, document);
          rows.time(at);
          yield;
        }
      });
      assert.deepEqual(
        [...(await sql`select * from copied order by place`)],
        all.map(({ id, names, rows, document, at }, place) => ({
          place,
          id: id === undefined ? null : idAt(id),
          names,
          ids: rows.map(idAt),
          document: document.map((list) => list.map(idAt)),
          at: at ?? null,
        })),
      );
    }),
    { numRuns: 25 },
  );
});

test('what a table refuses is the database’s own error, and nothing is added', async (t) => {
  const { sql } = await testDatabase(t);
  await sql`create table copied (place integer primary key)`;
  const twice = copyBinary(sql, 'copied', ['place'], function* fill(rows: BinaryRows) {
    for (const place of [1, 1]) {
      rows.row(1);
      rows.int4(place);
      yield;
    }
  });
  await assert.rejects(twice, { code: '23505' });
  assert.deepEqual([...(await sql`select * from copied`)], []);
});
