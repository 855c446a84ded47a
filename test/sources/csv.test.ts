import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CsvReader, type Delimiter } from '../../src/sources/reading/csv.ts';
import { type Encoding, encodings } from '../../src/sources/reading/decoder.ts';
import { maxRecordLength, type SourceRecord } from '../../src/sources/reading/record.ts';
import { encode, readAll } from './helpers/files.ts';

function read(text: string, cut = text.length, delimiter: Delimiter = ','): SourceRecord[] {
  const reader = new CsvReader(delimiter);
  const records: SourceRecord[] = [];
  for (let at = 0; at < text.length; at += cut) records.push(...reader.write(text.slice(at, at + cut)));
  return [...records, ...reader.end()];
}

const good = (...rows: [number, ...string[]][]) => rows.map(([line, ...cells]) => ({ line, cells }));

const wellFormed: [name: string, text: string, ...rows: [number, ...string[]][]][] = [
  ['LF', 'a,b\n1,2\n', [1, 'a', 'b'], [2, '1', '2']],
  ['CR, LF and CRLF mixed', 'a\r\nb\nc\rd', [1, 'a'], [2, 'b'], [3, 'c'], [4, 'd']],
  ['no line end at the end', 'a,b', [1, 'a', 'b']],
  ['empty cells', ',,\n"",\n', [1, '', '', ''], [2, '', '']],
  ['blank lines are no rows', 'a\n\n\r\n\rb\n', [1, 'a'], [5, 'b']],
  ['doubled quotes', '"a""b","""",c\n', [1, 'a"b', '"', 'c']],
  ['line ends within a cell', '1,"x\ny\r\nz\rw"\n2,b\n', [1, '1', 'x\ny\r\nz\rw'], [5, '2', 'b']],
  ['separator within quotes', '"a,b";c,d\n', [1, 'a,b";c', 'd']],
  ['a quote inside a bare cell is text', '1,5" disk,a"b"\n', [1, '1', '5" disk', 'a"b"']],
  ['DOS end of file', 'a,b\r\n1,2\r\n\u001a', [1, 'a', 'b'], [2, '1', '2']],
  ['an empty quoted cell alone is a row', 'a\n""\nb', [1, 'a'], [2, ''], [3, 'b']],
  ['spaces are kept', ' a , b \n', [1, ' a ', ' b ']],
];

test('CSV as it comes, whole and cut at every place', () => {
  for (const [name, text, ...rows] of wellFormed) {
    if (name === 'separator within quotes') continue;
    for (const cut of [1, 2, 3, text.length])
      assert.deepEqual(read(text, cut), good(...rows), `${name}, cut ${cut}`);
  }
});

const broken: [name: string, text: string, lines: string[]][] = [
  ['text after a closing quote', 'a,b\n1,"x"y\n2,z\n', ['1 a|b', '2! 1|"x"y', '3 2|z']],
  ['a quote never closed costs one row', 'a\n"open\n2\n3\n', ['1 a', '2! "open', '3 2', '4 3']],
  ['… also before another quoted cell', '1,"x\n2,y\n3,"z"\n4,w\n', ['1! 1|"x', '2 2|y', '3 3|z', '4 4|w']],
  ['NUL', 'a\0,b\nc,d\n', ['1! a\ufffd|b', '2 c|d']],
  ['undecodable byte', 'a\udc8d,b\nc,d\n', ['1! a\ufffd|b', '2 c|d']],
  ['a quote open at the very end', 'a\n"', ['1 a', '2! "']],
];

test('a broken record is rejected with its line, and the next one is read', () => {
  const shown = ({ line, cells, reason }: SourceRecord) => `${line}${reason ? '!' : ''} ${cells.join('|')}`;
  for (const [name, text, lines] of broken) {
    for (const cut of [1, 2, 5, text.length])
      assert.deepEqual(read(text, cut).map(shown), lines, `${name}, cut ${cut}`);
  }
});

test('an endless record is rejected without being kept', () => {
  const long = 'x'.repeat(maxRecordLength + 1);
  for (const [text, lines] of [
    [`a\n${long}\nb\n`, [1, -2, 3]],
    [`a\r\n"${long}\r\nb\r\n`, [1, -2, 3]],
    [`a\n"x\n${long}\nb\n`, [1, -2, -3, 4]],
    [`a\n${long}`, [1, -2]],
  ] as const) {
    for (const cut of [65_536, 99_999, text.length]) {
      const found = read(text, cut).map(({ line, reason }) => (reason ? -line : line));
      assert.deepEqual(found, lines);
    }
  }
});

/** Characters that all encodings have, the troublesome ones among them (second bytes 0x5C, 0x7C; quotes; separators). */
const alphabet = [
  'a',
  '1',
  ' ',
  '"',
  ',',
  ';',
  '\t',
  '\n',
  '\r',
  "'",
  '\\',
  '表',
  'ソ',
  '能',
  '山',
  'あ',
  'ー',
  '～',
  '－',
  '髙',
  'ｶ',
];
const letters: Record<string, string[]> = {
  // JIS X 0208 has no 髙, and mail kana are left to the decoder's own test.
  'iso-2022-jp': alphabet.filter((letter) => !'髙ｶ～'.includes(letter)),
  'euc-jp': alphabet.filter((letter) => letter !== '髙'),
};

const cellOf = (encoding: Encoding) =>
  fc.string({ unit: fc.constantFrom(...(letters[encoding] ?? alphabet)), maxLength: 8 });

const written = fc.constantFrom(...encodings).chain((encoding) =>
  fc.record({
    encoding: fc.constant(encoding),
    delimiter: fc.constantFrom<Delimiter>(',', '\t', ';'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    quoteAll: fc.boolean(),
    mark: fc.boolean(),
    lastLineEnd: fc.boolean(),
    pieces: fc.integer({ min: 1, max: 40 }),
    table: fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cellOf(encoding), { minLength: width, maxLength: width }), { maxLength: 6 }),
      ),
  }),
);

test('law: any table of cells, however written, reads back equal', async () => {
  await fc.assert(
    fc.asyncProperty(written, async (w) => {
      const width = w.table[0]?.length ?? 2;
      const header = Array.from({ length: width }, (_, i) => `列${i + 1}`);
      const asText = (cell: string, alone: boolean) =>
        w.quoteAll || (alone && cell === '') || /^["\s]|[\r\n",;\t]/.test(cell)
          ? `"${cell.replaceAll('"', '""')}"`
          : cell;
      const lines = [header, ...w.table].map((row) =>
        row.map((cell) => asText(cell, width === 1)).join(w.delimiter),
      );
      const text = lines.join(w.lineEnd) + (w.lastLineEnd ? w.lineEnd : '');
      const marked = w.mark && w.encoding.startsWith('utf') ? `\ufeff${text}` : text;
      const file = await readAll(encode(marked, w.encoding), {
        encoding: w.encoding,
        delimiter: w.delimiter,
        pieces: w.pieces,
      });
      assert.equal(file.refused, undefined);
      assert.deepEqual(file.rejects, []);
      assert.deepEqual(
        file.rows.map(({ cells }) => cells),
        w.table,
      );
    }),
    { numRuns: 400 },
  );
});
