import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { packGroups, unpackGroups } from '../../../src/identity/engine/packedGroups.ts';
import { matchIdOf } from '../../../src/identity/matchGroups.ts';

const row = fc.nat({ max: 2 ** 30 });
const rows = fc.array(row, { minLength: 2, maxLength: 12 });
const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined });
const level = fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined });
const pair = fc.record(
  { left: row, right: row, confidence: share, ruleLevel: level },
  { noNullPrototype: true },
);
const anyGroup = fc.record({
  method: fc.constantFrom('MODEL' as const, 'RULE' as const),
  band: fc.constantFrom('merge' as const, 'review' as const),
  confidence: share,
  ruleLevel: level,
  reasons: fc.subarray([
    'contradictingBirthDate' as const,
    'contradictingGender' as const,
    'twoIdsOfOneSource' as const,
    'oversized' as const,
    'weakBridge' as const,
  ]),
  profileIds: rows,
  parts: fc.array(rows, { maxLength: 4 }),
  isWhole: fc.boolean(),
  pairs: fc.array(pair, { maxLength: 5 }),
});

test('law: groups are unpacked as they were packed', () => {
  const jobId = '0123456789abcdef'.repeat(2);
  fc.assert(
    fc.property(fc.array(anyGroup, { maxLength: 40 }), fc.nat({ max: 2 ** 31 }), (all, first) => {
      const groups = all.map(({ isWhole, pairs, confidence, ruleLevel, ...group }) => ({
        pairs,
        group: {
          ...group,
          ...(confidence === undefined ? {} : { confidence }),
          ...(ruleLevel === undefined ? {} : { ruleLevel }),
          parts: isWhole
            ? [group.profileIds]
            : group.parts.filter(({ length }) => length < group.profileIds.length),
        },
      }));
      const found = unpackGroups(packGroups(groups), jobId, first).map((group) => {
        const { matchId, method, band, confidence, ruleLevel, reasons, profileIds, parts, pairs } = group;
        return { matchId, method, band, confidence, ruleLevel, reasons, profileIds, parts, pairs };
      });
      const wanted = groups.map(({ group, pairs }, at) => ({
        matchId: matchIdOf(jobId, first + at),
        confidence: undefined,
        ruleLevel: undefined,
        ...group,
        pairs,
      }));
      assert.deepEqual(found, wanted);
    }),
  );
});
