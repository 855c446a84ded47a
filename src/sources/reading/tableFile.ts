import { isAscii } from 'node:buffer';
import { badRequest } from '../../wire/refusal.ts';
import { gunzip } from './compression.ts';
import { CsvReader, type Delimiter } from './csv.ts';
import { createDecoder, type Decoder, type Encoding } from './decoder.ts';
import { detectDelimiter } from './delimiter.ts';
import { detectEncoding } from './encoding.ts';
import { readHeader } from './header.ts';
import { JsonLinesReader } from './jsonLines.ts';
import { detectFormat, type Format, foreignFormat, foreignText, isGzip } from './recognise.ts';
import type { RecordReader, SourceRecord } from './record.ts';

/** Bytes looked at to tell encoding, separator and format. */
const sampleSize = 262_144;

/** What a person may force when detection is wrong. */
export interface ReadingOptions {
  encoding?: Encoding | undefined;
  delimiter?: Delimiter | undefined;
  /** File name; its ending helps to tell JSON Lines. */
  name?: string | undefined;
}

/** An opened table: what was found out about it, and its records, to be read once. */
export interface TableFile {
  format: Format;
  encoding: Encoding;
  /** False while all that was looked at is plain ASCII, so that another encoding may still show further on. */
  encodingKnown: boolean;
  /** Undefined for JSON Lines. */
  delimiter: Delimiter | undefined;
  compression: 'gzip' | 'none';
  /** Column names; of JSON Lines the member names seen in the sample. */
  header: string[];
  /** Records piece by piece, the header not among them; rows of another width than the header carry a reason. */
  records(): AsyncGenerator<SourceRecord[]>;
  /** Bytes taken from the source so far, as stored (compressed). */
  bytesRead(): number;
}

/**
 * Opens a stored file as a table in constant memory: gzip, encoding, separator and format are detected unless forced.
 * Throws a Refusal saying why when the whole file is unusable; a bad record only carries its reason.
 */
export async function openTable(
  source: AsyncIterable<Buffer>,
  options: ReadingOptions = {},
): Promise<TableFile> {
  const counter = { bytes: 0 };
  const stored = await peek(count(source, counter), sampleSize);
  const packed = isGzip(stored.sample);
  const plain = packed ? await peek(gunzip(stored.chunks), sampleSize) : stored;
  refuseForeign(plain.sample, packed);
  const guess = detectEncoding(plain.sample);
  const encoding = options.encoding ?? guess.encoding;
  const sampleText = createDecoder(encoding).write(plain.sample);
  const what = foreignText(sampleText);
  if (what) throw badRequest(`The file is ${what}. Expected a CSV or JSON Lines file.`);
  if (sampleText.trim() === '') throw badRequest('The file is empty.');
  const encodingKnown = options.encoding !== undefined || guess.certain;
  const decoder = encodingKnown ? createDecoder(encoding) : createLateDecoder();
  const format = options.delimiter ? 'csv' : detectFormat(sampleText, options.name ?? '');
  const common = {
    encoding,
    encodingKnown,
    compression: packed ? 'gzip' : 'none',
    bytesRead: () => counter.bytes,
  } as const;
  if (format === 'jsonl') {
    const header = memberNames(sampleText);
    return {
      ...common,
      format,
      delimiter: undefined,
      header,
      records: () => decodeAll(plain.chunks, decoder, new JsonLinesReader()),
    };
  }
  const delimiter = options.delimiter ?? detectDelimiter(sampleText, plain.complete);
  const pieces = decodeAll(plain.chunks, decoder, new CsvReader(delimiter));
  const { header, records } = await takeHeader(pieces);
  return { ...common, format, delimiter, header, records: () => records };
}

async function* count(source: AsyncIterable<Buffer>, counter: { bytes: number }): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    counter.bytes += chunk.length;
    yield chunk;
  }
}

/** Reads ahead at least `size` bytes (or all), and gives them back at the front of the stream. */
async function peek(source: AsyncGenerator<Buffer>, size: number) {
  const read: Buffer[] = [];
  let length = 0;
  let complete = false;
  while (length < size && !complete) {
    const { value, done } = await source.next();
    complete = done === true;
    if (value) {
      read.push(value);
      length += value.length;
    }
  }
  const chunks = async function* () {
    yield* read;
    read.length = 0;
    yield* source;
  };
  return { sample: Buffer.concat(read), complete, chunks: chunks() };
}

function refuseForeign(sample: Buffer, packed: boolean): void {
  if (sample.length === 0) throw badRequest('The file is empty.');
  if (isGzip(sample)) {
    throw badRequest(
      `The file is ${packed ? 'gzip inside gzip; compress it only once' : 'a damaged gzip file'}.`,
    );
  }
  const what = foreignFormat(sample);
  if (what) throw badRequest(`The file is ${what}. Expected a CSV or JSON Lines file, plain or gzip.`);
}

/** Decoder for a file whose sample is plain ASCII: the encoding is decided at the first byte that is not. */
function createLateDecoder(): Decoder {
  let decoder: Decoder | undefined;
  return {
    write(bytes) {
      if (!decoder && isAscii(bytes)) return bytes.toString('latin1');
      decoder ??= createDecoder(detectEncoding(bytes).encoding);
      return decoder.write(bytes);
    },
    end: () => decoder?.end() ?? '',
  };
}

/** Bytes read into records in one turn of the event loop, so that the server answers others meanwhile. */
const turn = 65_536;

async function* decodeAll(chunks: AsyncIterable<Buffer>, decoder: Decoder, reader: RecordReader) {
  // Small pieces are gathered: a record that is not complete yet is looked at again with each piece.
  let text = '';
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += turn) {
      text += decoder.write(chunk.subarray(at, at + turn));
      if (text.length < turn / 4) continue;
      const records = reader.write(text);
      text = '';
      if (records.length) yield records;
    }
  }
  const records = [...reader.write(text + decoder.end()), ...reader.end()];
  if (records.length) yield records;
}

async function takeHeader(pieces: AsyncGenerator<SourceRecord[]>) {
  const { value: first } = await pieces.next();
  const [record, ...others] = first ?? [];
  if (!record) throw badRequest('The file is empty.');
  const header = readHeader(record);
  const records = async function* () {
    yield checkWidth(others, header.length);
    for await (const piece of pieces) yield checkWidth(piece, header.length);
  };
  return { header, records: records() };
}

function checkWidth(records: SourceRecord[], width: number): SourceRecord[] {
  for (const record of records) {
    if (record.cells.length === width || record.reason) continue;
    record.reason = `the row has ${record.cells.length} cells; the header has ${width} columns`;
  }
  return records;
}

/** Member names of the objects in the sample, in order of appearance. */
function memberNames(text: string): string[] {
  const names = new Set<string>();
  for (const record of new JsonLinesReader().write(text.endsWith('\n') ? text : `${text}\n`).slice(0, 200)) {
    for (const name of Object.keys(record.object?.value ?? {})) names.add(name);
  }
  return [...names];
}
