/** The sample by language: header first. The names of the columns are known, the last three become fields of one's own. */
const lines: Record<string, readonly string[]> = {
  ja: [
    '顧客番号,姓,名,セイ,メイ,電話番号,携帯電話,メールアドレス,生年月日,郵便番号,都道府県,市区町村,住所,Ok_to_call,Ok_to_email,attention_customer',
    'S0001,見本,太郎,ミホン,タロウ,03-0000-0001,090-0000-0001,taro@example.jp,1985-04-03,100-0001,東京都,千代田区,千代田1-1,yes,yes,',
    'S0002,見本,花子,ミホン,ハナコ,,090-0000-0002,hanako@example.jp,1990-11-22,530-0001,大阪府,大阪市北区,梅田1-1,no,yes,yes',
  ],
  en: [
    'customer_id,LastName,FirstName,PhoneNumber,MobilePhoneNumber,EmailAddress,BirthDate,PostalCode,State,City,Address1,Ok_to_call,Ok_to_email,attention_customer',
    'S0001,Sample,Taro,+81 3 0000 0001,+81 90 0000 0001,taro@example.jp,1985-04-03,100-0001,Tokyo,Chiyoda,1-1 Chiyoda,yes,yes,',
    'S0002,Sample,Hanako,,+81 90 0000 0002,hanako@example.jp,1990-11-22,530-0001,Osaka,Osaka,1-1 Umeda,no,yes,yes',
  ],
};

/** The sample as a CSV file; with a byte order mark, by which spreadsheets know UTF-8. */
export const sampleFile = (language: string): string =>
  `\ufeff${(lines[language] ?? lines['en'] ?? []).join('\r\n')}\r\n`;
