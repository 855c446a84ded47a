import { gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import type { Encoding } from '../../../src/sources/reading/decoder.ts';
import type { SourceRecord } from '../../../src/sources/reading/record.ts';
import { openTable, type ReadingOptions } from '../../../src/sources/reading/tableFile.ts';

/** Text as bytes of an encoding, by a library that shares nothing with ours. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'iso-2022-jp') return encodeIso2022Jp(text);
  return iconv.encode(text, encoding === 'shift_jis' ? 'cp932' : encoding);
}

function encodeIso2022Jp(text: string): Buffer {
  const parts = text.split(/([^\0-\x7f]+)/).map((part, i) => {
    if (i % 2 === 0) return Buffer.from(part, 'latin1');
    const pairs = iconv.encode(part, 'euc-jp').map((byte) => byte & 0x7f);
    return Buffer.concat([Buffer.from('\x1b$B'), pairs, Buffer.from('\x1b(B')]);
  });
  return Buffer.concat(parts);
}

/** Bytes in pieces of the given size, as a stream delivers them. */
export async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything there is to know about reading a file; a refusal becomes `refused`. */
export async function readAll(bytes: Buffer | string, options: ReadingOptions & { pieces?: number } = {}) {
  const buffer = Buffer.from(bytes as Buffer);
  const rows: SourceRecord[] = [];
  const rejects: SourceRecord[] = [];
  try {
    const table = await openTable(inPieces(buffer, options.pieces ?? 65_536), options);
    for await (const records of table.records()) {
      for (const record of records) (record.reason ? rejects : rows).push(record);
    }
    return { ...table, rows, rejects, refused: undefined };
  } catch (error) {
    if ((error as Error).name !== 'BadRequestException') throw error;
    return { rows, rejects, refused: (error as Error).message };
  }
}

export { gzipSync as gzip };
