import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDecoder, type Encoding, encodings } from '../../src/sources/reading/decoder.ts';
import { encode, inPieces, readAll } from './helpers/files.ts';

const header = '顧客番号,氏名,フリガナ,電話番号,住所';
const rows = [
  'A1,山田　太郎,ヤマダ タロウ,03-1234-5678,東京都千代田区ソ表北１西２',
  'A2,表ソ能,ソノ,０９０－１１１１－２２２２,"大阪, 3F"',
];

for (const encoding of encodings) {
  for (const lineEnd of ['\n', '\r\n', '\r']) {
    for (const mark of encoding.startsWith('utf') ? ['', '\ufeff', '\ufeff\ufeff'] : ['']) {
      test(`detects ${encoding}${mark ? `, ${mark.length} byte order mark(s)` : ''}, line end ${JSON.stringify(lineEnd)}`, async () => {
        const bytes = encode(mark + [header, ...rows, ''].join(lineEnd), encoding);
        for (const pieces of [1, 7, 10_000]) {
          const file = await readAll(bytes, { pieces });
          assert.equal(file.refused, undefined);
          assert.equal('encoding' in file && file.encoding, encoding);
          assert.deepEqual('header' in file && file.header, header.split(','));
          assert.deepEqual(
            file.rows.map(({ cells }) => cells[1]),
            ['山田　太郎', '表ソ能'],
          );
        }
      });
    }
  }
}

test('every double-byte character of CP932 is what Windows makes of it', () => {
  const windows: [string, string][] = [
    ['8160', '～'], ['817c', '－'], ['8161', '∥'], ['8191', '￠'], ['8192', '￡'], ['81ca', '￢'],
    ['815c', '―'], ['fbfc', '髙'], ['fab1', '﨑'], ['8740', '①'], ['f040', '\ue000'], ['835c', 'ソ'],
  ]; // biome-ignore format: a table
  for (const [hex, character] of windows) {
    assert.equal(createDecoder('shift_jis').write(Buffer.from(hex, 'hex')), character, hex);
  }
});

test('bytes that are no character make only their own place damaged', () => {
  const cases: [Encoding, string, number][] = [
    ['utf-8', '61c0af62', 2],
    ['utf-8', 'eda08041', 3],
    ['utf-8', 'e6ad', 2],
    ['shift_jis', '8141ff41', 1],
    ['shift_jis', '81', 1],
    ['euc-jp', 'a4a2ff41', 1],
    ['euc-jp', '8fb0', 2],
    ['iso-2022-jp', '1b24422422ff1b284241', 1],
    ['utf-16le', '6100d8', 1],
  ];
  for (const [encoding, hex, damaged] of cases) {
    const decoder = createDecoder(encoding);
    const text = decoder.write(Buffer.from(hex, 'hex')) + decoder.end();
    assert.equal(text.match(/\p{Surrogate}/gu)?.length ?? 0, damaged, `${encoding} ${hex}`);
  }
});

test('half-width katakana and JIS X 0212 are read', async () => {
  const kana = 'ID,ｶﾅ\n1,ﾔﾏﾀﾞ ﾀﾛｳ\n2,ｻﾄｳ ﾊﾅｺ\n3,ｲﾄｳ ｼﾞﾛｳ\n';
  const file = await readAll(encode(kana, 'shift_jis'));
  assert.equal('encoding' in file && file.encoding, 'shift_jis');
  assert.deepEqual(
    file.rows.map(({ cells }) => cells[1]),
    ['ﾔﾏﾀﾞ ﾀﾛｳ', 'ｻﾄｳ ﾊﾅｺ', 'ｲﾄｳ ｼﾞﾛｳ'],
  );
  assert.equal(createDecoder('euc-jp').write(Buffer.from('8eb18fb0a1', 'hex')), 'ｱ丂');
  assert.equal(createDecoder('iso-2022-jp').write(Buffer.from('1b2849311b2842', 'hex')), 'ｱ');
});

test('a file that is ASCII for long is decided at its first other character', async () => {
  const ascii = `id,name\n${'1,abcdefg\n'.repeat(40_000)}`;
  const file = await readAll(Buffer.concat([Buffer.from(ascii), encode('2,山田太郎\n', 'shift_jis')]));
  assert.equal(file.rows.at(-1)?.cells[1], '山田太郎');
});

test('forcing an encoding wins over detection', async () => {
  const file = await readAll(encode('氏名\n山田', 'euc-jp'), { encoding: 'euc-jp' });
  assert.deepEqual('header' in file && file.header, ['氏名']);
});

test('a character cut by the end of a piece is whole again', async () => {
  const decoder = createDecoder('utf-8');
  let text = '';
  for await (const piece of inPieces(Buffer.from('𠮷野家'), 1)) text += decoder.write(piece);
  assert.equal(text + decoder.end(), '𠮷野家');
});
