import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  besideEachOther,
  contentTypeOfTarget,
  keyOfTarget,
  readingOfAttribute,
  standardFieldOfHeader,
} from '../../src/profiles/standardFields.ts';
import { textFields } from '../../src/profiles/targets.ts';

test('headers of other exports name their fields', () => {
  const table: Record<string, string[]> = {
    AccountNumber: ['cust_no', 'CUST_ID', 'customer_cd'],
    BirthDate: ['生年月日（西暦）', '和暦生年月日'],
    MobilePhoneNumber: ['tel_mobile', 'phone_mobile'],
    HomePhoneNumber: ['tel_home'],
    'Address.PostalCode': ['postal_cd'],
    'Address.Address1': ['full_address', 'address_full', '番地・号', '町丁目', '住所（番地まで）'],
    'Address.Address2': ['bldg', 'ビル・マンション名', 'アパート・マンション名', 'マンション・ビル名'],
  };
  for (const [field, headers] of Object.entries(table))
    for (const header of headers)
      assert.deepEqual(standardFieldOfHeader(header), { target: `_profile.${field}` }, header);
  assert.ok(standardFieldOfHeader('お名前（漢字）')?.transform);
});

test('a header names the standard field it means', () => {
  const table: [string, string[]][] = [
    [
      'AccountNumber',
      [
        '顧客番号',
        '会員番号',
        '顧客ID',
        '顧客ＩＤ',
        'customer_id',
        'Customer ID',
        'CustomerId',
        '会員No.',
        'ID',
      ],
    ],
    [
      'LastName',
      [
        '姓',
        '苗字',
        '名字',
        '氏名（姓）',
        'last_name',
        'LastName',
        'Last Name',
        'family-name',
        '姓（漢字）',
        '_profile.LastName',
      ],
    ],
    [
      'FirstName',
      ['名', '名（漢字）', 'mei', 'first_name', 'FirstName', 'FIRST NAME', 'given_name', '下の名前'],
    ],
    ['MiddleName', ['middle_name']],
    ['BusinessName', ['会社名', '法人名', '勤務先', 'Company', 'company_name']],
    ['BirthDate', ['生年月日', 'DOB', 'birth_date', 'Date of Birth', 'birthday', '誕生日']],
    ['GenderString', ['性別', 'Gender', 'sex', '性']],
    [
      'PhoneNumber',
      [
        '電話番号',
        'Phone',
        'TEL',
        'phone_number',
        'お客様電話番号',
        '電話番号（必須）',
        'customer_phone',
        'ＴＥＬ',
      ],
    ],
    [
      'MobilePhoneNumber',
      ['携帯電話', '携帯番号', '携帯電話番号', 'Mobile', 'cell_phone', '電話番号（携帯）'],
    ],
    ['HomePhoneNumber', ['自宅電話', '自宅電話番号', 'home_phone']],
    ['BusinessPhoneNumber', ['勤務先電話', '勤務先電話番号', 'Work Phone', '会社電話番号']],
    [
      'EmailAddress',
      ['メールアドレス', 'E-mail', 'email', 'Mail', 'Ｅメール', 'email_address', 'customer_email'],
    ],
    ['PersonalEmailAddress', ['personal_email', '携帯メールアドレス']],
    ['BusinessEmailAddress', ['work_email', '勤務先メールアドレス']],
    ['AdditionalInformation', ['備考', 'notes', 'Memo']],
    [
      'Address.PostalCode',
      ['郵便番号', 'zip', 'Zip Code', 'postal_code', '〒', 'Address.PostalCode', 'address_zip'],
    ],
    ['Address.State', ['都道府県', 'Prefecture', 'state']],
    ['Address.City', ['市区町村', 'city', '市町村', '住所（市区町村）']],
    [
      'Address.Address1',
      ['住所', '住所1', '住所１', '番地', '町名・番地', 'address', 'Address1', 'street', 'address_line'],
    ],
    ['Address.Address2', ['建物名', '住所2', 'マンション名', 'address_line_2', '建物名・部屋番号']],
    ['Address.Country', ['国', 'Country']],
    [
      'ShippingAddress.PostalCode',
      ['Shipping_Zip', 'ShippingAddress.PostalCode', '配送先郵便番号', 'お届け先郵便番号'],
    ],
    ['ShippingAddress.Address1', ['shipping_address', 'Shipping Address1', '配送先住所', 'ShippingAddress']],
    ['BillingAddress.City', ['billing_city', '請求先市区町村', 'Billing Address City']],
    ['MailingAddress.State', ['mailing_state', '送付先都道府県']],
    ['MailingAddress.Address1', ['MailingAddress', '郵送先住所']],
  ];
  for (const [field, headers] of table) {
    assert.ok(textFields.has(field), field);
    for (const header of headers) {
      assert.deepEqual(standardFieldOfHeader(header), { target: `_profile.${field}` }, header);
    }
  }
});

test('a whole name fills both names', () => {
  const whole = { target: '_profile.LastName', transform: 'familyName+givenName' };
  for (const header of ['氏名', '姓名', 'Full Name', '顧客名', 'お客様氏名', 'customer_name'])
    assert.deepEqual(standardFieldOfHeader(header), whole, header);
  for (const header of ['お名前', '名前', 'name'])
    assert.deepEqual(
      standardFieldOfHeader(header),
      { ...whole, besideFamilyName: '_profile.FirstName' },
      header,
    );
});

test('a name beside a family name is the given name', () => {
  const targets = (...headers: string[]) =>
    besideEachOther(headers.map(standardFieldOfHeader)).map((one) => one?.target.slice('_profile.'.length));
  assert.deepEqual(targets('名前', '苗字', '電話'), ['FirstName', 'LastName', 'PhoneNumber']);
  assert.deepEqual(targets('surname', 'name'), ['LastName', 'FirstName']);
  assert.deepEqual(targets('姓', '名', '名前'), ['LastName', 'FirstName', 'LastName']);
  assert.deepEqual(targets('氏名', '姓'), ['LastName', 'LastName'], '氏名 is the whole name always');
  assert.deepEqual(targets('名前'), ['LastName']);
});

test('any other header is a custom attribute', () => {
  const headers = [
    'フリガナ',
    'セイ',
    'メイ',
    '氏名カナ',
    'ふりがな',
    'last_name_kana',
    '姓カナ',
    '名（カナ）',
    'Ok_to_call',
    'Ok_to_email',
    'attention_customer',
    '肌質',
    '年齢',
    '',
    ' ',
    'user_name',
    'FAX',
    '会員ランク',
    '配送先氏名',
    '会員',
    'contact_id',
    '__proto__',
    'constructor',
    'toString',
    '顧客',
    'ProfileType',
    '住所カナ',
    '電話受付可',
    'メルマガ',
    '最終購入日',
  ];
  for (const header of headers) assert.equal(standardFieldOfHeader(header), undefined, header);
});

test('the reading of a name is known by its header', () => {
  const table: [string, 'last' | 'first' | 'full' | undefined][] = [
    ['セイ', 'last'],
    ['ｾｲ', 'last'],
    ['せい', 'last'],
    ['姓カナ', 'last'],
    ['姓（フリガナ）', 'last'],
    ['last_name_kana', 'last'],
    ['FamilyNameKana', 'last'],
    ['カナ姓', 'last'],
    ['姓(ｶﾅ)', 'last'],
    ['ローマ字姓', 'last'],
    ['セイ（カナ）', 'last'],
    ['メイ', 'first'],
    ['めい', 'first'],
    ['名カナ', 'first'],
    ['first_name_kana', 'first'],
    ['名（よみ）', 'first'],
    ['フリガナ', 'full'],
    ['ふりがな', 'full'],
    ['氏名カナ', 'full'],
    ['氏名（全角カナ）', 'full'],
    ['お名前フリガナ', 'full'],
    ['name_kana', 'full'],
    ['カナ氏名', 'full'],
    ['よみがな', 'full'],
    ['お客様氏名カナ', 'full'],
    ['kana', 'full'],
    ['住所カナ', undefined],
    ['会社名フリガナ', undefined],
    ['性別', undefined],
    ['姓', undefined],
    ['名', undefined],
    ['氏名', undefined],
    ['Ok_to_call', undefined],
    ['肌質', undefined],
    ['', undefined],
    ['last_name', undefined],
  ];
  for (const [name, part] of table) assert.equal(readingOfAttribute(name), part, name);
});

test('targets know their key and how they compare', () => {
  assert.equal(keyOfTarget('_profile.MobilePhoneNumber'), '_phone');
  assert.equal(keyOfTarget('_profile.BusinessEmailAddress'), '_email');
  assert.equal(keyOfTarget('_profile.AccountNumber'), '_account');
  assert.equal(keyOfTarget('_profile.LastName'), undefined);
  assert.equal(contentTypeOfTarget('_profile.PhoneNumber'), 'PHONE_NUMBER');
  assert.equal(contentTypeOfTarget('_profile.EmailAddress'), 'EMAIL_ADDRESS');
  assert.equal(contentTypeOfTarget('_profile.LastName'), 'NAME');
  assert.equal(contentTypeOfTarget('_profile.Attributes.肌質'), 'STRING');
});
