import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateCustomers } from '../../demo/generateCustomers.ts';
import { detectObjectType } from '../../src/profiles/detect.ts';
import { createProfile } from '../../src/profiles/editProfile.ts';
import { findProfiles, type Hit } from '../../src/profiles/find.ts';
import { putObjectType } from '../../src/profiles/putObjectType.ts';
import { setSurvivors } from '../../src/profiles/store/merges.ts';
import { visibleValues } from '../../src/profiles/visibleProfiles.ts';
import { readingForm, writtenForm } from '../../src/values/nameSearch.ts';
import { actor, incoming, take, testHouse } from './support/house.ts';

const customers = [...generateCustomers({ count: 400, duplicateShare: 0, seed: 7 })].map(
  ({ customer }) => customer,
);

test('finding', async (t) => {
  const opened = await testHouse(t);
  const { house } = opened;
  const name = await opened.newDomain();
  const ids = new Map<string, string>();
  const find = (text: string, page = { skip: 0, limit: 25 }): Promise<Hit[]> =>
    findProfiles(house.sql, domain, text, page);
  const fieldsOf = (hit: Hit) => visibleValues(domain, hit) as Record<string, string>;

  /** People with names that are written and read in many ways. */
  const people: Record<string, Record<string, string>> = {
    takahashi: {
      LastName: '髙橋',
      FirstName: '優子',
      'Attributes.セイ': 'タカハシ',
      'Attributes.メイ': 'ユウコ',
      PhoneNumber: '03-9876-5432',
      EmailAddress: 'Yuko.T@mail.example',
      AccountNumber: 'ACC-77',
    },
    ohno: {
      LastName: '大埜',
      FirstName: '純',
      'Attributes.フリガナ': 'ｵｵﾉ ｼﾞｭﾝ',
      MobilePhoneNumber: '+81 90-9999-1212',
    },
    smith: { LastName: 'Smith', FirstName: 'José', PhoneNumber: '+1 206 345 7890' },
    company: { BusinessName: '株式会社 名寄物産', PhoneNumber: '0120-999-888' },
    whole: { LastName: '勅使河原 三郎' },
    watanabe: { LastName: '渡邉', FirstName: '新菜' },
  };

  const { Fields, Keys } = detectObjectType(customers.slice(0, 5));
  const type = { Description: 'x', AllowProfileCreation: true, Fields, Keys };
  await putObjectType(house, await opened.domain(name), 'Customer', type);
  const domain = await opened.domain(name);
  const outcomes = await take(
    house,
    domain,
    customers.map((customer) => incoming('Customer', customer)),
  );
  for (const [index, outcome] of outcomes.entries()) {
    assert.ok(outcome.kind === 'created', JSON.stringify(outcome));
    ids.set(customers[index]?.顧客番号 ?? '', outcome.profileId);
  }
  for (const [person, fields] of Object.entries(people))
    ids.set(person, await createProfile(house, domain, fields, actor));

  await t.test('a person by everything there is to type', async () => {
    const table: Record<string, string[]> = {
      takahashi: [
        '髙橋優子',
        '高橋優子',
        '髙橋 優子',
        '優子 高橋',
        '高橋　優',
        'タカハシ ユウコ',
        'たかはしゆうこ',
        'ﾀｶﾊｼ ﾕｳｺ',
        'takahashi yuko',
        'Yuko TAKAHASHI',
        'takahashi yuuko',
        'Takahashi Yūko',
        'takahasi',
        '03-9876-5432',
        '0398765432',
        '０３ー９８７６ー５４３２',
        '+81 3 9876 5432',
        '(03) 9876-5432',
        '5432',
        '98765432',
        'yuko.t@mail.example',
        'YUKO.T@MAIL',
        'yuko.t@',
        'ＹＵＫＯ.t＠mail',
        'ACC-77',
      ],
      ohno: [
        '大埜',
        '大埜純',
        'おおの',
        'オオノ ジュン',
        'Ohno',
        'ono jun',
        'Oono Jun',
        'jun ohno',
        '09099991212',
        '1212',
        '埜',
      ],
      smith: [
        'smith',
        'SMITH',
        'ｓｍｉｔｈ',
        'smi',
        'jose smith',
        'José Smith',
        'Smith, José',
        '206-345-7890 '.trim().replace(/^/, '+1 '),
        '7890',
      ],
      company: ['株式会社名寄物産', '株式会社 名寄物産', '名寄物産', '名寄', '物産', '0120999888'],
      whole: ['勅使河原', '勅使河原三郎', '勅使河原 三郎', '河原', '三郎'],
      watanabe: ['渡辺新菜', '渡邊 新菜', '渡邉新', '新菜'],
    };
    for (const [person, queries] of Object.entries(table)) {
      for (const query of queries) {
        const hits = await find(query);
        assert.ok(
          hits.some((hit) => hit.survivorId === ids.get(person)),
          `${person} by "${query}"`,
        );
      }
    }
  });

  await t.test('whole and unmistakable things lead straight to their one owner', async () => {
    for (const [person, query, kind] of [
      ['takahashi', '髙橋優子', 'name'],
      ['takahashi', '0398765432', 'phone'],
      ['takahashi', '98765432', 'phoneEnd'],
      ['takahashi', 'yuko.t@mail.example', 'email'],
      ['takahashi', 'ACC-77', 'account'],
      ['ohno', 'おおのじゅん', 'reading'],
    ] as const) {
      const [first] = await find(query);
      assert.equal(first?.survivorId, ids.get(person), query);
      assert.equal(first?.kind, kind, query);
    }
  });

  await t.test('what is nowhere gives nothing', async () => {
    for (const query of [
      '',
      ' ',
      '龘龘',
      'zzzz',
      '00000000',
      'nobody@nowhere',
      '\0',
      '\ud800',
      '%',
      '_',
      '\\',
      "'",
      'x'.repeat(5000),
    ]) {
      assert.deepEqual(await find(query), [], JSON.stringify(query.slice(0, 20)));
    }
  });

  await t.test(
    'law: everybody is found by number, phone, e-mail, name in either order, and reading',
    async () => {
      for (const customer of customers.filter((_, index) => index % 8 === 0)) {
        const id = ids.get(customer.顧客番号);
        const { 姓, 名, セイ, メイ, 電話番号, 携帯電話, メールアドレス } = customer;
        const queries = [
          customer.顧客番号,
          `${姓}${名}`,
          `${姓} ${名}`,
          `${名}　${姓}`,
          電話番号,
          携帯電話,
          メールアドレス,
          メールアドレス.split('@')[0] && `${メールアドレス.split('@')[0]}@`,
        ];
        if (セイ && メイ) queries.push(`${セイ} ${メイ}`, `${セイ}${メイ}`);
        for (const query of queries.filter(Boolean) as string[]) {
          const hits = await find(query);
          assert.ok(
            hits.some((hit) => hit.survivorId === id),
            `${customer.顧客番号} by "${query}"`,
          );
        }
      }
    },
  );

  await t.test(
    'law: everybody is found by any two characters of the family name, within the pages that hold it, each once',
    async () => {
      const parts = new Map<string, string[]>();
      for (const customer of customers) {
        const signs = [...writtenForm(customer.姓)];
        for (let start = 0; start + 2 <= signs.length; start += 1) {
          const part = signs.slice(start, start + 2).join('');
          parts.set(part, [...(parts.get(part) ?? []), customer.顧客番号]);
        }
      }
      for (const [part, owners] of [...parts].filter((_, index) => index % 2 === 0)) {
        const found: string[] = [];
        for (let skip = 0; skip < 500; skip += 20) {
          const page = await find(part, { skip, limit: 20 });
          found.push(...page.map((hit) => hit.survivorId));
          if (page.length < 20) break;
        }
        assert.equal(new Set(found).size, found.length, `"${part}" gives each once`);
        for (const owner of owners) assert.ok(found.includes(ids.get(owner) ?? ''), `${owner} by "${part}"`);
      }
    },
  );

  await t.test('law: better matches come first', async () => {
    const queries = new Set(
      customers.flatMap(({ 姓, 名 }) => [姓, 姓.slice(0, 1), 名.slice(0, 1), 名]).map(writtenForm),
    );
    for (const query of [...queries].filter(
      (query, index) => index % 6 === 0 && readingForm(query) === undefined,
    )) {
      const rank = (hit: Hit) => {
        const fields = fieldsOf(hit);
        const last = writtenForm(fields.LastName ?? fields.BusinessName ?? '');
        const first = writtenForm(fields.FirstName ?? '');
        if (last === query) return 0;
        if (query.startsWith(last) && first.startsWith(query.slice(last.length))) return 1;
        if (first === query) return 2;
        if (last.startsWith(query)) return 3;
        if (first.startsWith(query)) return 4;
        return last.includes(query) || first.includes(query) ? 5 : 6;
      };
      const ranks = (await find(query, { skip: 0, limit: 100 })).map(rank);
      assert.ok(!ranks.includes(6), `"${query}" gives only what has it`);
      assert.deepEqual(
        ranks,
        ranks.toSorted((a, b) => a - b),
        query,
      );
    }
  });

  await t.test('profiles shown as one are one hit, and pages are full all the same', async () => {
    const made: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      const LastName = index === 39 ? '別姓' : '合原';
      made.push(
        await createProfile(house, domain, { LastName, FirstName: `${index}`.padStart(2, '0') }, actor),
      );
    }
    const given: string[] = [];
    for (const LastName of ['甲', '乙']) {
      given.push(await createProfile(house, domain, { LastName, FirstName: '合原' }, actor));
    }
    const absorbed = made.flatMap((id, index) => (index % 2 ? [[id, made[index - 1]] as const] : []));
    await setSurvivors(house.sql, domain.domainId, new Map(absorbed as [string, string][]), new Map());
    const first = await find('合原', { skip: 0, limit: 15 });
    const rest = await find('合原', { skip: 15, limit: 5 });
    assert.deepEqual(
      [...first, ...rest].map(({ survivorId, members }) => [survivorId, members.length]),
      made.filter((_, index) => index % 2 === 0).map((id) => [id, 2]),
      'family names come before given names, however many rows it took',
    );
    const all = await find('合原', { skip: 0, limit: 30 });
    assert.deepEqual(
      all.slice(20).map(({ survivorId }) => survivorId),
      given,
    );
    const [one, ...others] = await find('別姓');
    assert.deepEqual([one?.survivorId, one?.kind, others.length], [made[38], 'name', 0]);
  });
});
