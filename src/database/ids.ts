import { randomFillSync } from 'node:crypto';

const pool = new Uint8Array(4096);
let used = pool.length;
let lastMillis = 0;
let counter = 0;

/**
 * A new id: UUID version 7 as 32 lower-case hex, the form ids have in the wire.
 * Time-ordered, so that new rows land at the right edge of an index; 74 random bits and a counter within a millisecond.
 */
export function newId(now: number = Date.now()): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  if (now > lastMillis) {
    lastMillis = now;
    counter = pool[used]! & 0x3f;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMillis += 1;
      counter = 0;
    }
  }
  return compose(lastMillis, counter);
}

/** Ids never go back for a clock that is set back a little; what is older than this happened in the past. */
const pastMillis = 60_000;
let pastCounter = 0;

/**
 * An id for something that happened at a moment (milliseconds since 1970), also when that is long ago and is only
 * written down now: it then stands in its place among the others. Of one moment, the later made is the greater.
 */
export function idAt(moment: number): string {
  if (moment >= lastMillis - pastMillis) return newId(moment);
  pastCounter = (pastCounter + 1) & 0xfff;
  return compose(moment, pastCounter);
}

function compose(millis: number, count: number): string {
  if (used + 10 > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = Buffer.from(pool.buffer, used + 1, 8);
  used += 9;
  const variant = ((random[0]! & 0x3f) | 0x80).toString(16);
  const time = millis.toString(16).padStart(12, '0');
  return `${time}7${count.toString(16).padStart(3, '0')}${variant}${random.toString('hex', 1, 8)}`;
}
