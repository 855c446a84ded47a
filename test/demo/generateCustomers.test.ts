import assert from 'node:assert/strict';
import { test } from 'node:test';
import iconv from 'iconv-lite';
import { customerColumns } from '../../demo/customerColumns.ts';
import { generateCustomers } from '../../demo/generateCustomers.ts';
import { menNames, womenNames } from '../../demo/words/givenNames.ts';
import { places } from '../../demo/words/places.ts';
import { surnames } from '../../demo/words/surnames.ts';
import { demoFile, demoOptions } from '../../demo/writeDemoFile.ts';
import { readingOfAttribute, standardFieldOfHeader } from '../../src/profiles/standardFields.ts';
import { japaneseDate } from '../../src/values/japaneseDate.ts';
import { readingForm } from '../../src/values/nameSearch.ts';
import { phoneKey } from '../../src/values/phone.ts';

const options = { count: 5000, duplicateShare: 0.12, seed: 7 };

test('the same seed gives the same rows, another seed others', () => {
  const rows = [...generateCustomers({ ...options, count: 300 })];
  assert.deepEqual([...generateCustomers({ ...options, count: 300 })], rows);
  assert.notDeepEqual([...generateCustomers({ ...options, count: 300, seed: 8 })], rows);
});

test('the share of duplicates and the kinds of errors are as asked', () => {
  const rows = [...generateCustomers(options)];
  const seen = new Set<number>();
  const kinds = new Set<string>();
  let again = 0;
  for (const { person, errors } of rows) {
    if (seen.has(person)) again++;
    else assert.deepEqual(errors, []);
    seen.add(person);
    for (const kind of errors) kinds.add(kind);
  }
  assert.ok(Math.abs(again / rows.length - options.duplicateShare) < 0.02, String(again));
  assert.equal(kinds.size, 10, [...kinds].join());
  assert.equal(new Set(rows.map(({ customer }) => customer.顧客番号)).size, rows.length);
});

test('first registrations are sound: readable phones and dates, readings, nobody else’s mobile', () => {
  const owners = new Map<string, number>();
  for (const { customer, person, errors } of generateCustomers(options)) {
    if (errors.length > 0) continue;
    for (const phone of [customer.電話番号, customer.携帯電話]) {
      if (phone) assert.match(phoneKey(phone, 'JP') ?? '', /^\+81\d{9,10}$/, phone);
    }
    if (customer.生年月日) assert.ok(japaneseDate(customer.生年月日), customer.生年月日);
    if (customer.セイ) assert.ok(readingForm(customer.セイ), customer.セイ);
    const mobile = customer.携帯電話 && phoneKey(customer.携帯電話, 'JP');
    if (!mobile) continue;
    assert.match(mobile, /^\+81900/, 'an unassigned range');
    assert.equal(owners.get(mobile) ?? person, person);
    owners.set(mobile, person);
  }
});

test('households share a home and a surname', () => {
  const homes = new Map<number, string>();
  let shared = 0;
  for (const { customer, household, errors } of generateCustomers(options)) {
    if (errors.length > 0) continue;
    const home = `${customer.姓} ${customer.都道府県}${customer.市区町村}`;
    if (homes.has(household)) shared++;
    assert.equal(homes.get(household) ?? home, home);
    homes.set(household, home);
  }
  assert.ok(shared > 500);
});

test('the demo file is CP932, complete, and every header is understood', () => {
  const lines = iconv.decode(demoFile(), 'cp932').trimEnd().split('\r\n');
  assert.equal(lines.length, demoOptions.count + 1);
  assert.equal(lines[0], customerColumns.join(','));
  for (const line of lines) assert.equal(line.split(',').length, customerColumns.length);
  assert.match(lines.join(), /髙|﨑|澤|齋|邊/);
  const custom = customerColumns.filter((header) => !standardFieldOfHeader(header));
  assert.deepEqual(custom, ['セイ', 'メイ', 'Ok_to_call', 'Ok_to_email', 'attention_customer']);
  assert.equal(readingOfAttribute('セイ'), 'last');
});

test('the word lists are large enough to look like life', () => {
  assert.ok(
    surnames.length >= 300 && menNames.length >= 200 && womenNames.length >= 200 && places.length >= 120,
  );
  for (const { written, reading } of surnames)
    assert.match(`${written} ${reading}`, /^[一-龠々]+ [ァ-ヶー]+$/);
  assert.equal(new Set(surnames.map(({ written, reading }) => written + reading)).size, surnames.length);
});
