import type { Facts } from './facts.ts';

/** Bytes that a base profile takes at most (AWS: 250 KB). */
const mostBytes = 256_000;

/** Longest object in characters (AWS: 250 KB for an object; the API counts characters). */
export const longestObject = 256_000;

/** What is said of a profile that would be too large. */
export const outgrownReason = 'would be larger than the 250 KB that a profile may take';

/**
 * Whether a change makes facts larger than a profile may be. One that makes them smaller is always welcome. Nearly all are
 * far from the limit, and for those the lengths of their texts are summed up only.
 */
export function outgrows(before: Facts, after: Facts): boolean {
  if (mostBytesOf(after) <= mostBytes) return false;
  const size = bytesOf(after);
  return size > mostBytes && size > bytesOf(before);
}

/** Bytes of the names and values, whoever gave them; when they became known is no part of the profile. */
const bytesOf = (facts: Facts) => facts.reduce((sum, { v }) => sum + Buffer.byteLength(JSON.stringify(v)), 0);

/** A control character is written as six. */
const bytesPerUnit = 6;
/** Quotes, colon and comma of a member. */
const frame = 6;

/** More bytes than facts can take. */
function mostBytesOf(facts: Facts): number {
  let units = 0;
  for (const { v } of facts) {
    units += frame;
    for (const name in v) {
      const value = v[name];
      units += frame + name.length;
      if (typeof value === 'string') units += value.length;
      else if (value) units += JSON.stringify(value).length;
    }
  }
  return units * bytesPerUnit;
}
