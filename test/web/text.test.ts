import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shorten, textPieces } from '../../web/src/text/pieces.ts';
import { serverWords } from '../../web/src/text/serverWords.ts';

test('characters that hide or reorder text are shown as marks', () => {
  assert.deepEqual(textPieces('a\u202eb'), [
    { kind: 'text', text: 'a' },
    { kind: 'mark', code: 'U+202E' },
    { kind: 'text', text: 'b' },
  ]);
  for (const hidden of [
    '\0',
    '\u0007',
    '\r',
    '\u200b',
    '\u200f',
    '\u2066',
    '\ufeff',
    '\u00ad',
    '\ud800',
    '\u2028',
  ]) {
    assert.equal(textPieces(hidden)[0]?.kind, 'mark', JSON.stringify(hidden));
  }
});

test('ordinary text is one piece: line breaks, emoji, combining marks, <tags>', () => {
  for (const text of [
    '高橋 健太',
    'a\nb\tc',
    '👩‍'.slice(0, 2),
    'か\u3099',
    '<script>alert(1)</script>',
    '𠮷野家',
  ]) {
    assert.deepEqual(textPieces(text), [{ kind: 'text', text }]);
  }
  assert.deepEqual(textPieces(''), []);
});

test('nothing of a text is lost in its pieces', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const back = textPieces(text).map((piece) =>
        piece.kind === 'text' ? piece.text : String.fromCodePoint(Number.parseInt(piece.code.slice(2), 16)),
      );
      assert.equal(back.join(''), text);
    }),
  );
});

test('a long text is cut between characters and says so', () => {
  assert.deepEqual(shorten('abc', 3), { text: 'abc', shortened: false });
  assert.deepEqual(shorten('abcd', 3), { text: 'abc', shortened: true });
  assert.deepEqual(shorten('ab𠮷d', 3), { text: 'ab', shortened: true });
});

test('what the server says of files and rows is said in Japanese, the rest stays', () => {
  const said = [
    ['a quoted cell is never closed', '引用符（"）が閉じられていません'],
    ['cell 3 has a NUL character, which text cannot hold', '3番目のセルに、使えない文字（NUL）があります'],
    ['is longer than the 255 characters that EmailAddress holds', '値が長すぎます（255文字まで）'],
    ['The file is empty.', 'ファイルが空です。'],
    [
      "1 validation error detected: Value at 'FirstName' failed to satisfy constraint: it must have 0 to 255 characters, found 300",
      '0～255文字で入力してください。',
    ],
    [
      'The queue "修理" is in use by routing profile "甲", "乙" and 3 more; take it out there first.',
      'ルーティングプロファイル「甲」「乙」ほか3件で使われています。先に、そこから外してください。',
    ],
    [
      'The queue "修理" is in use by phone number +81312345678, +81398765432; lead that elsewhere first.',
      '電話番号 +81312345678、+81398765432 がつながっています。先に、別のキューに変えてください。',
    ],
    [
      'Cancelled; the rows read so far stay imported.',
      '取り込みを中止しました。中止までに読み込んだ行は取り込まれています。',
    ],
    ['something new', 'something new'],
  ] as const;
  for (const [english, japanese] of said) {
    assert.equal(serverWords(english, 'ja'), japanese);
    assert.equal(serverWords(english, 'en'), english);
  }
});
