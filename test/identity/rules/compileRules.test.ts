import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRules } from '../../../src/identity/rules/checkRules.ts';
import {
  compileRules,
  type RuleBasedMatching,
  type Values,
} from '../../../src/identity/rules/compileRules.ts';

type Selector = RuleBasedMatching['AttributeTypesSelector'];

/** The lowest level at which two profiles share a key; undefined when there is none. */
function levelOf(rules: string[][], one: Values, other: Values, selector?: Selector): number | undefined {
  const settings = {
    Enabled: true,
    MatchingRules: rules.map((Rule) => ({ Rule })),
    AttributeTypesSelector: selector,
  };
  assert.deepEqual(checkRules(settings), []);
  const compiled = compileRules(settings, 'JP');
  const [keys, others] = [compiled.keysOf(one), compiled.keysOf(other)];
  const at = keys.findIndex((level, index) => level.some((key) => others[index]!.includes(key)));
  return at < 0 ? undefined : at + 1;
}

const emails: Selector = {
  AttributeMatchingModel: 'ONE_TO_ONE',
  EmailAddress: ['EmailAddress', 'BusinessEmailAddress'],
};

test('ONE_TO_ONE: a field meets the same field only, and one of the selected fields is enough', () => {
  const a = { EmailAddress: '1@email.com', BusinessEmailAddress: '2@email.com' };
  const b = { EmailAddress: '3@email.com', BusinessEmailAddress: '2@email.com' };
  const c = { EmailAddress: '2@email.com' };
  assert.equal(levelOf([['EmailAddress']], a, b, emails), 1);
  assert.equal(levelOf([['EmailAddress']], a, c, emails), undefined);
});

test('MANY_TO_MANY: any of the selected fields meets any', () => {
  const many: Selector = { ...emails, AttributeMatchingModel: 'MANY_TO_MANY' };
  const a = { EmailAddress: '1@email.com', BusinessEmailAddress: '2@email.com' };
  assert.equal(levelOf([['EmailAddress']], a, { EmailAddress: '2@email.com' }, many), 1);
  assert.equal(levelOf([['EmailAddress']], a, { PersonalEmailAddress: '2@email.com' }, many), undefined);
});

test('all attributes of a level have to agree, levels go from 1 upward, a missing value is no agreement', () => {
  const rules = [
    ['FirstName', 'LastName', 'PhoneNumber'],
    ['LastName', 'Attributes.会員番号'],
    ['BirthDate'],
  ];
  const a = { FirstName: '太郎', LastName: '山田', PhoneNumber: '03-1234-5678', 'Attributes.会員番号': 'A1' };
  assert.equal(levelOf(rules, a, { ...a }), 1);
  assert.equal(levelOf(rules, a, { LastName: '山田', 'Attributes.会員番号': 'A1' }), 2);
  assert.equal(levelOf(rules, a, { FirstName: '太郎', LastName: '山田' }), undefined);
  assert.equal(levelOf(rules, {}, {}), undefined);
});

test('values compare in their normalised form', () => {
  const same = (attribute: string, field: string, one: string, other: string) =>
    levelOf([[attribute]], { [field]: one }, { [field]: other }) === 1;
  assert.ok(same('PhoneNumber', 'PhoneNumber', '090-1234-5678', '+81 90 1234 5678'));
  assert.ok(same('EmailAddress', 'EmailAddress', 'Taro@Example.jp', 'ｔａｒｏ@example.jp'));
  assert.ok(same('LastName', 'LastName', '髙橋', '高橋'));
  assert.ok(same('FirstName', 'FirstName', 'Mary Ann', 'mary　ann'));
  assert.ok(same('BirthDate', 'BirthDate', '昭和60年1月2日', '1985/01/02'));
  assert.ok(same('Gender', 'Gender', 'MALE', 'MALE'));
  assert.ok(same('Address.Address', 'Address.Address1', '霞が関一丁目２番３号', '霞ヶ関1-2-3'));
  assert.ok(same('Address.PostalCode', 'Address.PostalCode', '〒100-0001', '1000001'));
  assert.ok(same('AccountNumber', 'AccountNumber', '１２３', '123'));
  assert.ok(!same('AccountNumber', 'AccountNumber', '001A', '001a'));
  assert.ok(!same('PhoneNumber', 'PhoneNumber', '000-0000-0000', '000-0000-0000'));
  assert.ok(!same('BusinessName', 'BusinessName', '不明', '不明'));
  assert.ok(!same('Gender', 'Gender', 'UNSPECIFIED', 'UNSPECIFIED'));
});

test('members of an address are read from one address', () => {
  const selector: Selector = {
    AttributeMatchingModel: 'MANY_TO_MANY',
    Address: ['BusinessAddress', 'MaillingAddress'],
  };
  const rules = [['Address.City', 'Address.PostalCode']];
  const a = { 'BillingAddress.City': '京都市', 'BillingAddress.PostalCode': '600-0001' };
  const b = { 'MailingAddress.City': '京都市', 'MailingAddress.PostalCode': '6000001' };
  const c = { 'MailingAddress.City': '京都市', 'BillingAddress.PostalCode': '6000001' };
  assert.equal(levelOf(rules, a, b, selector), 1);
  assert.equal(levelOf(rules, a, c, selector), undefined);
  assert.equal(levelOf(rules, a, b, { ...selector, AttributeMatchingModel: 'ONE_TO_ONE' }), undefined);
});

test('levels for matching and merging hold what is compiled', () => {
  const MatchingRules = [['FirstName'], ['LastName'], ['BirthDate']].map((Rule) => ({ Rule }));
  const given = {
    Enabled: true,
    MatchingRules,
    MaxAllowedRuleLevelForMatching: 2,
    MaxAllowedRuleLevelForMerging: 1,
  };
  const rules = compileRules(given, 'JP');
  assert.deepEqual([rules.levels, rules.mergeLevels], [2, 1]);
  assert.equal(rules.keysOf({ BirthDate: '1985-01-02' }).length, 2);
  assert.equal(compileRules({ ...given, Enabled: false }, 'JP').levels, 0);
  assert.equal(compileRules({ Enabled: true, MatchingRules }, 'JP').mergeLevels, 0);
});

test('settings that cannot work are refused with place, reason and remedy', () => {
  const paths = (settings: Partial<RuleBasedMatching>, custom?: string[]) =>
    checkRules({ Enabled: true, MatchingRules: [{ Rule: ['LastName'] }], ...settings }, custom).map(
      ({ path }) => path,
    );
  assert.deepEqual(paths({}), []);
  assert.deepEqual(paths({ MatchingRules: [{ Rule: ['LastName', 'Nickname'] }] }), [
    'MatchingRules[0].Rule[1]',
  ]);
  assert.deepEqual(paths({ MatchingRules: [{ Rule: ['Attributes.X'] }] }), []);
  assert.deepEqual(paths({ MatchingRules: [{ Rule: ['Attributes.X'] }] }, ['Y']), [
    'MatchingRules[0].Rule[0]',
  ]);
  assert.deepEqual(paths({ MatchingRules: [{ Rule: [] }] }), ['MatchingRules[0].Rule']);
  assert.deepEqual(paths({ MatchingRules: Array.from({ length: 16 }, () => ({ Rule: ['LastName'] })) }), [
    'MatchingRules',
  ]);
  assert.deepEqual(paths({ MaxAllowedRuleLevelForMatching: 2 }), ['MaxAllowedRuleLevelForMatching']);
  assert.deepEqual(paths({ MaxAllowedRuleLevelForMerging: 16 }), ['MaxAllowedRuleLevelForMerging']);
  const two = [{ Rule: ['LastName'] }, { Rule: ['FirstName'] }];
  assert.deepEqual(
    paths({ MatchingRules: two, MaxAllowedRuleLevelForMatching: 1, MaxAllowedRuleLevelForMerging: 2 }),
    ['MaxAllowedRuleLevelForMerging'],
  );
  assert.deepEqual(
    paths({ AttributeTypesSelector: { AttributeMatchingModel: 'ONE_TO_ONE', PhoneNumber: ['Fax'] } }),
    ['AttributeTypesSelector.PhoneNumber[0]'],
  );
  assert.deepEqual(paths({ ConflictResolution: { ConflictResolvingModel: 'SOURCE' } }), [
    'ConflictResolution.SourceName',
  ]);
  const [hinted] = checkRules({ Enabled: true, MatchingRules: [{ Rule: ['HomePhoneNumber'] }] });
  assert.match(hinted!.reason, /rules name PhoneNumber, and AttributeTypesSelector\.PhoneNumber/);
});
