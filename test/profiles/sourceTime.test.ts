import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { compileTimeFormat } from '../../src/profiles/sourceTime.ts';

const read = (format: string, text: string) => {
  const millis = compileTimeFormat(format)(text);
  return millis === undefined ? undefined : new Date(millis).toISOString();
};

test('timestamps that fit their format', () => {
  const table: [string, string, string][] = [
    ['EpochMilli', '1700000000123', '2023-11-14T22:13:20.123Z'],
    ['EpochMilli', ' 0 ', '1970-01-01T00:00:00.000Z'],
    ['EpochMilli', '-1', '1969-12-31T23:59:59.999Z'],
    ['yyyy-MM-dd', '2024-02-29', '2024-02-29T00:00:00.000Z'],
    ['yyyy/MM/dd HH:mm:ss', '2024/1/2 3:04:05', '2024-01-02T03:04:05.000Z'],
    ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2024-01-02T03:04:05.6789+09:00', '2024-01-01T18:04:05.678Z'],
    ["yyyy-MM-dd'T'HH:mm:ssX", '2024-01-02T03:04:05Z', '2024-01-02T03:04:05.000Z'],
    ['yyyy-MM-dd HH:mm:ss Z', '2024-01-02 03:04:05 -0330', '2024-01-02T06:34:05.000Z'],
    ['yyyy-MM-dd HH:mm z', '2024-01-02 03:04 JST', '2024-01-01T18:04:00.000Z'],
    ['yyyyMMddHHmmss', '20240102030405', '2024-01-02T03:04:05.000Z'],
    ['dd MMM yyyy hh:mm a', '03 Feb 2024 12:30 AM', '2024-02-03T00:30:00.000Z'],
    ['dd MMMM yyyy hh:mm a', '03 february 2024 12:30 pm', '2024-02-03T12:30:00.000Z'],
    ['yy/MM/dd', '99/12/31', '1999-12-31T00:00:00.000Z'],
    ['yy/MM/dd', '24/12/31', '2024-12-31T00:00:00.000Z'],
    ['yyyy年M月d日 H時m分', '2024年1月2日 3時4分', '2024-01-02T03:04:00.000Z'],
    ["yyyy-MM-dd 'o''clock' HH", "2024-01-02 o'clock 05", '2024-01-02T05:00:00.000Z'],
    ['yyyy.MM.dd (HH)', '2024.01.02 (05)', '2024-01-02T05:00:00.000Z'],
  ];
  for (const [format, text, wanted] of table) assert.equal(read(format, text), wanted, `${format}: ${text}`);
});

test('timestamps that do not fit, days and hours that no calendar or clock has', () => {
  const table: [string, string][] = [
    ['EpochMilli', '2024-01-01'],
    ['EpochMilli', '1700000000.5'],
    ['EpochMilli', '999999999999999'],
    ['EpochMilli', '-99999999999999'],
    ['yyyy-MM-dd', '2024-02-30'],
    ['yyyy-MM-dd', '2023-02-29'],
    ['yyyy-MM-dd', '2024-13-01'],
    ['yyyy-MM-dd', '2024-00-01'],
    ['yyyy-MM-dd', '0024-01-01'],
    ['yyyy-MM-dd', '24-01-01'],
    ['yyyy-MM-dd', '2024-01-01 '.repeat(2)],
    ['yyyy.MM.dd', '2024-01-01'],
    ['HH:mm', '24:00'],
    ['HH:mm', '10:75'],
    ['HH:mm:ss', '10:00:60'],
    ['hh:mm a', '13:00 PM'],
    ['hh:mm a', '0:30 AM'],
    ['dd MMM yyyy', '03 Foo 2024'],
    ['yyyy-MM-dd X', '2024-01-01 +25:00'],
    ['yyyy-MM-dd X', '2024-01-01 +09:99'],
  ];
  for (const [format, text] of table) assert.equal(read(format, text), undefined, `${format}: ${text}`);
});

test('a pattern that cannot be read says why', () => {
  const table: [string, RegExp][] = [
    ['yyyy-QQ', /letter "Q"/],
    ['EEE yyyy', /letter "E"/],
    ['yyyy-MM-dd yyyy', /letter "y".*twice/],
    ['HH X Z', /letter "Z".*twice/],
    ["yyyy-MM-dd'T", /quote/],
  ];
  for (const [format, reason] of table) assert.throws(() => compileTimeFormat(format), reason, format);
});

test('law: a written time is read back', () => {
  const when = fc.date({
    min: new Date('1000-01-02T00:00:00Z'),
    max: new Date('9999-12-30T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(when, (date) => {
      assert.equal(read("yyyy-MM-dd'T'HH:mm:ss.SSSX", date.toISOString()), date.toISOString());
      assert.equal(read('EpochMilli', String(date.getTime())), date.toISOString());
    }),
  );
});
