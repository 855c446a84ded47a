import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Sql } from './connection.ts';

/** "PGCOPY", line ends that a transport must not touch, no flags, no extension. */
const header = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
/** In place of a further row. */
const trailer = Buffer.from([0xff, 0xff]);

/** PostgreSQL's numbers of the types that arrays are made of. */
const oids = { text: 25, uuid: 2950 };

/** Signs of JSON. */
const [openBracket, closeBracket, comma, quote] = [0x5b, 0x5d, 0x2c, 0x22];
const [minus, point, zero] = [0x2d, 0x2e, 0x30];
const hexDigits = Buffer.from('0123456789abcdef', 'latin1');

/** Milliseconds from 1970 to 2000, where PostgreSQL's clock begins. */
const epoch = 946_684_800_000;

/** Bytes that are sent at once. */
const piece = 1 << 16;

/** Rows of COPY in binary form (PostgreSQL manual, "COPY", file formats): `row`, then each of its columns in order. */
export class BinaryRows {
  private buffer = Buffer.allocUnsafe(piece * 2);
  /** Bytes that wait to be taken. */
  length = 0;

  /** Begins a row. */
  row(columns: number): void {
    this.length = this.room(2).writeInt16BE(columns, this.length);
  }

  null(): void {
    this.room(4);
    this.word(-1);
  }

  bool(value: boolean): void {
    this.size(1);
    this.length = this.buffer.writeUInt8(value ? 1 : 0, this.length);
  }

  int2(value: number | undefined): void {
    if (value === undefined) this.null();
    else {
      this.size(2);
      this.length = this.buffer.writeInt16BE(value, this.length);
    }
  }

  int4(value: number): void {
    this.size(4);
    this.word(value);
  }

  float4(value: number | undefined): void {
    if (value === undefined) this.null();
    else {
      this.size(4);
      this.length = this.buffer.writeFloatBE(value, this.length);
    }
  }

  /** The 16 bytes at a place. */
  uuid(bytes: Uint8Array, start = 0): void {
    this.size(16);
    this.bytes(bytes, start, 16);
  }

  /** An id in hex digits. */
  uuidText(value: string | undefined): void {
    if (value === undefined) this.null();
    else {
      this.size(16);
      this.length += this.buffer.write(value, this.length, 'hex');
    }
  }

  /** A text of any signs; a column of type text takes it, one of type jsonb does not. */
  text(value: string | undefined): void {
    if (value === undefined) this.null();
    else {
      this.room(4 + value.length * 3);
      const start = this.length + 4;
      const end = start + this.buffer.write(value, start, 'utf8');
      this.buffer.writeInt32BE(end - start, this.length);
      this.length = end;
    }
  }

  /** Begins a text that is put together of pieces; `closeText` with what this returns ends it. */
  openText(): number {
    this.room(4);
    this.length += 4;
    return this.length;
  }

  closeText(start: number): void {
    this.buffer.writeInt32BE(this.length - start, start - 4);
  }

  /** A piece of a text in UTF-8. */
  piece(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.bytes(bytes, 0, bytes.length);
  }

  /** Part of a text: a whole number of thousandths, up to a million million, as decimals are written: 12, -0.5. */
  thousandths(count: number): void {
    this.room(16);
    const size = Math.abs(count);
    if (count < 0) this.byte(minus);
    let unit = 1000;
    while (unit * 10 <= size) unit *= 10;
    for (; unit >= 1000; unit /= 10) this.digit(size, unit);
    const rest = size % 1000;
    if (rest > 0) this.byte(point);
    if (rest > 0) this.digit(rest, 100);
    if (rest % 100 > 0) this.digit(rest, 10);
    if (rest % 10 > 0) this.digit(rest, 1);
  }

  time(value: Date | undefined): void {
    if (value === undefined) this.null();
    else {
      this.size(8);
      const micros = (value.getTime() - epoch) * 1000;
      this.word(Math.floor(micros / 2 ** 32));
      this.word(micros % 2 ** 32);
    }
  }

  textArray(values: readonly string[]): void {
    this.array(values, oids.text, (value) => this.text(value));
  }

  /** Ids of which the n-th stands at 16 n. */
  uuidArray(bytes: Uint8Array, places: readonly number[]): void {
    const start = this.arrayHead(oids.uuid, places.length);
    this.room(places.length * 20);
    for (const place of places) {
      this.word(16);
      this.bytes(bytes, place * 16, 16);
    }
    this.arrayEnd(start);
  }

  /** Lists of such ids as JSON in a column of type jsonb: its version, then the text, each id in hex digits. */
  jsonbOfUuids(bytes: Uint8Array, lists: readonly (readonly number[])[]): void {
    let room = 7;
    for (const { length } of lists) room += 3 + length * 35;
    this.room(room);
    const start = this.length;
    this.length = start + 4;
    this.byte(1);
    this.byte(openBracket);
    for (let at = 0; at < lists.length; at++) {
      if (at > 0) this.byte(comma);
      this.uuidList(bytes, lists[at]!);
    }
    this.byte(closeBracket);
    this.buffer.writeInt32BE(this.length - start - 4, start);
  }

  /** What was written since the last time. */
  take(): Buffer {
    const taken = Buffer.from(this.buffer.subarray(0, this.length));
    this.length = 0;
    return taken;
  }

  private array<Value>(values: readonly Value[], type: number, put: (value: Value) => void): void {
    const start = this.arrayHead(type, values.length);
    for (const value of values) put(value);
    this.arrayEnd(start);
  }

  /** Begins an array; returns where its length has its place, which `arrayEnd` fills. */
  private arrayHead(type: number, size: number): number {
    const start = this.length;
    // Its length comes last; then dimensions, no NULLs, the type of elements, and of the only dimension size and start.
    const head = size === 0 ? [0, 0, 0, type] : [0, 1, 0, type, size, 1];
    this.room(head.length * 4);
    for (const number of head) this.word(number);
    return start;
  }

  private arrayEnd(start: number): void {
    this.buffer.writeInt32BE(this.length - start - 4, start);
  }

  /** One list of ids as JSON; there is room for it. */
  private uuidList(bytes: Uint8Array, places: readonly number[]): void {
    const { buffer } = this;
    this.byte(openBracket);
    for (let at = 0; at < places.length; at++) {
      if (at > 0) this.byte(comma);
      this.byte(quote);
      const [start, to] = [places[at]! * 16, this.length];
      for (let digit = 0; digit < 16; digit++) {
        const byte = bytes[start + digit]!;
        buffer[to + digit * 2] = hexDigits[byte >> 4]!;
        buffer[to + digit * 2 + 1] = hexDigits[byte & 15]!;
      }
      this.length = to + 32;
      this.byte(quote);
    }
    this.byte(closeBracket);
  }

  /** The digit of a number that counts so many. */
  private digit(number: number, unit: number): void {
    this.byte(zero + (Math.floor(number / unit) % 10));
  }

  private byte(value: number): void {
    this.buffer[this.length++] = value;
  }

  private bytes(bytes: Uint8Array, start: number, count: number): void {
    const { buffer, length } = this;
    for (let at = 0; at < count; at++) buffer[length + at] = bytes[start + at]!;
    this.length = length + count;
  }

  private size(bytes: number): void {
    this.room(4 + bytes);
    this.word(bytes);
  }

  /** 32 bits; byte by byte, which is quicker than Buffer's own way. */
  private word(value: number): void {
    const { buffer, length } = this;
    buffer[length] = value >>> 24;
    buffer[length + 1] = value >>> 16;
    buffer[length + 2] = value >>> 8;
    buffer[length + 3] = value;
    this.length = length + 4;
  }

  private room(bytes: number): Buffer {
    if (this.length + bytes > this.buffer.length)
      this.buffer = Buffer.concat([this.buffer], Math.max(this.buffer.length * 2, this.length + bytes));
    return this.buffer;
  }
}

/**
 * Adds rows by COPY in binary form: less to write and to read than texts, for hundreds of thousands of rows of ids and
 * numbers. `fill` yields whenever a row is whole. Throws the database's own error; then nothing is added.
 */
export async function copyBinary(
  sql: Sql,
  table: string,
  columns: readonly string[],
  fill: (rows: BinaryRows) => Iterable<void>,
): Promise<void> {
  const stream = await sql`copy ${sql(table)} (${sql([...columns])}) from stdin (format binary)`.writable();
  const rows = new BinaryRows();
  stream.write(header);
  for (const _row of fill(rows)) {
    if (rows.length < piece) continue;
    if (!stream.write(rows.take())) await once(stream, 'drain');
  }
  stream.end(Buffer.concat([rows.take(), trailer]));
  await finished(stream);
}
