import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { encode, gzip, readAll } from './helpers/files.ts';

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.alloc(300, 7)]);
const table = Buffer.from('id,name\n1,x\n');
const noise = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 31));

const refused: [name: string, bytes: Buffer | string, says: RegExp][] = [
  ['an empty file', '', /empty/],
  ['a byte order mark alone', '\ufeff', /empty/],
  ['line ends alone', '\r\n\r\n', /empty/],
  ['an empty header cell', 'id,,name\n1,2,3\n', /Column 2 of 3 has no name/],
  ['a header twice', 'id,name, id \n1,2,3\n', /Columns 1 and 3 are both named "id"/],
  ['5,000 columns', `${Array.from({ length: 5_000 }, (_, i) => `c${i}`).join(',')}\n`, /at most 250/],
  ['251 columns', `${Array.from({ length: 251 }, (_, i) => `c${i}`).join(',')}\n`, /251 columns/],
  ['a name of 256 characters', `id,${'x'.repeat(256)}\n`, /column 2 has 256/],
  ['full-width commas', 'id，name\n1，a\n', /"，" is not a separator/],
  ['a quote open in the header', 'id,"name\n1,2\n3,4', /header on line 1/],
  ['HTML', '<!DOCTYPE html><html><body>Sign in</body></html>', /HTML page/],
  ['XML', '<?xml version="1.0"?><a/>', /XML/],
  ['a picture', png, /PNG/],
  ['an Excel workbook', Buffer.from('504b030414000600', 'hex'), /Excel workbook/],
  ['a PDF', '%PDF-1.7\n', /PDF/],
  ['noise', noise, /binary data/],
  ['gzip in gzip', gzip(gzip(table)), /gzip inside gzip/],
  ['gzip cut short', gzip(Buffer.alloc(9_000, 'id,name\n1,2\n')).subarray(0, -9), /ends too early/],
  ['damaged gzip', Buffer.concat([Buffer.from('1f8b0800', 'hex'), Buffer.alloc(50, 0xff)]), /damaged/],
  ['a gzip bomb', gzip(Buffer.concat([Buffer.from('id\n'), Buffer.alloc(100_000_000, '0')])), /400 times/],
];

for (const [name, bytes, says] of refused) {
  test(`refuses ${name}`, async () => {
    const { refused } = await readAll(bytes);
    assert.match(refused ?? 'not refused', says);
  });
}

const taken: [name: string, bytes: Buffer | string, rows: string[][], rejectedLines: number[]][] = [
  ['a header alone', 'id,name\n', [], []],
  [
    'blank lines',
    '\n\nid,name\n\n1,a\n\n\n2,b\n\n',
    [
      ['1', 'a'],
      ['2', 'b'],
    ],
    [],
  ],
  ['spaces around names', ' id , name \n1,a\n', [['1', 'a']], []],
  [
    'a short row',
    'id,a,b\n1,x,y\n2,x\n3,x,y\n',
    [
      ['1', 'x', 'y'],
      ['3', 'x', 'y'],
    ],
    [3],
  ],
  [
    'a long row',
    'id,a\n1,x\n2,x,EXTRA\n3,x\n',
    [
      ['1', 'x'],
      ['3', 'x'],
    ],
    [3],
  ],
  ['control characters', 'id,a\n1,\u0001\u001b[31mred\u007f\n', [['1', '\u0001\u001b[31mred\u007f']], []],
  [
    'formulas, as given',
    'id,a\n1,=1+1\n2,"=HYPERLINK(""x"")"\n',
    [
      ['1', '=1+1'],
      ['2', '=HYPERLINK("x")'],
    ],
    [],
  ],
  ['leading zeros, as text', 'id,tel\n0001,09012345678\n', [['0001', '09012345678']], []],
  ['decomposed kana, as given', 'id,a\n1,か\u3099\n', [['1', 'か\u3099']], []],
  [
    'two gzip members',
    Buffer.concat([gzip(table), gzip(Buffer.from('2,y\n'))]),
    [
      ['1', 'x'],
      ['2', 'y'],
    ],
    [],
  ],
  ['tabs', 'id\tname\n1\ta,b\n', [['1', 'a,b']], []],
  ['semicolons', 'id;name\n1;a,b\n', [['1', 'a,b']], []],
  ['one column', 'mail\na@example.jp\nb@example.jp\n', [['a@example.jp'], ['b@example.jp']], []],
  ['names of object members', '__proto__,constructor\n1,2\n', [['1', '2']], []],
  [
    'rows of other encodings among UTF-8',
    Buffer.concat([
      Buffer.from('id,name\n1,正常\n'),
      encode('2,山田\n', 'shift_jis'),
      Buffer.from('3,正常な行\n'),
    ]),
    [
      ['1', '正常'],
      ['3', '正常な行'],
    ],
    [3],
  ],
];

for (const [name, bytes, rows, rejectedLines] of taken) {
  test(`takes ${name}`, async () => {
    const file = await readAll(bytes);
    assert.equal(file.refused, undefined);
    assert.deepEqual(
      file.rows.map(({ cells }) => cells),
      rows,
    );
    assert.deepEqual(
      file.rejects.map(({ line }) => line),
      rejectedLines,
    );
  });
}

test('a name with brackets becomes one that a field source can hold', async () => {
  const file = await readAll('金額[円],{{x}}\n1,2\n');
  assert.deepEqual('header' in file && file.header, ['金額［円］', '｛｛x｝｝']);
});

/** Files kept outside the repository; the test above has the same cases in words. */
const vectors = new URL('../../../shared/vectors/csv-ja-hostile/', import.meta.url);

interface Vector {
  file: string;
  outcome: string;
  rows?: string[][];
  errors?: { line: number }[];
}

test('the collection of hostile Japanese files', {
  skip: !existsSync(vectors) && 'not on this machine',
}, async () => {
  const manifest = JSON.parse(readFileSync(new URL('manifest.json', vectors), 'utf8')) as Vector[];
  for (const { file: name, outcome, rows, errors } of manifest) {
    const file = await readAll(readFileSync(new URL(`files/${name}`, vectors)), { name });
    const found = file.refused ? 'reject' : file.rejects.length ? 'partial' : 'ok';
    // That a phone number is damaged is known from the mapping, which an import has and the reader has not.
    if (name === 'sci-notation.csv') continue;
    assert.ok(outcome.split('-or-').includes(found), `${name}: ${found}, expected ${outcome}`);
    if (rows && !file.refused)
      assert.deepEqual(
        file.rows.map(({ cells }) => cells),
        rows,
        name,
      );
    if (errors)
      assert.deepEqual(
        file.rejects.map(({ line }) => ({ line })),
        errors,
        name,
      );
  }
});
