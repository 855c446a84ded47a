/** Columns of the demo file: standard ones with Japanese headers, the readings, then three custom fields. */
export const customerColumns = [
  '顧客番号',
  '姓',
  '名',
  'セイ',
  'メイ',
  '生年月日',
  '性別',
  '電話番号',
  '携帯電話',
  'メールアドレス',
  '郵便番号',
  '都道府県',
  '市区町村',
  '住所',
  'Ok_to_call',
  'Ok_to_email',
  'attention_customer',
] as const;

export type CustomerColumn = (typeof customerColumns)[number];

/** One customer of the file by column; an empty string where nothing is known. */
export type Customer = Record<CustomerColumn, string>;
