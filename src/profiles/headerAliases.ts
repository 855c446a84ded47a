/**
 * Column headers of customer files and the standard field they mean, in the form of `headerForm`: compatibility form,
 * lower case, letters and digits only. Collected from the exports of shops, CRM systems and spreadsheets.
 */

/** Flat profile field → headers. */
export const fieldAliases: Readonly<Record<string, string>> = {
  AccountNumber: `accountnumber accountno accountid account customerid customernumber customerno customercode clientid custno custid customercd
    memberid membernumber memberno membercode userid id no code 顧客番号 顧客id 顧客コード 顧客no 顧客管理番号 お客様番号 お客様id
    お客様コード お客さま番号 会員番号 会員id 会員コード 会員no 得意先コード 得意先番号 取引先コード 契約者番号 利用者番号 利用者id ユーザーid
    ユーザid 管理番号 登録番号 番号`,
  LastName: `lastname familyname surname lname last family namelast sei lastnamekanji familynamekanji seikanji 姓 苗字 名字 氏 姓漢字 漢字姓 苗字漢字 氏名姓 名前姓 お名前姓
    姓名姓`,
  FirstName: `firstname givenname forename fname first given namefirst mei firstnamekanji givennamekanji meikanji 名 下の名前 名漢字 漢字名 氏名名 名前名 お名前名 姓名名`,
  MiddleName: 'middlename middle mname ミドルネーム',
  BusinessName: `businessname company companyname organization organisation organizationname organisationname corporation
    corporatename employer 会社名 会社 法人名 企業名 団体名 勤務先 勤務先名 勤務先名称 屋号 店名 組織名 所属 貴社名 御社名`,
  BirthDate: `birthdate birthday dateofbirth dob birth borndate born birthymd seinengappi 生年月日西暦 生年月日和暦 西暦生年月日 和暦生年月日 生年月日 誕生日 誕生年月日 お誕生日`,
  GenderString: `gender genderstring sex gendercode seibetsu 性別 性`,
  PartyTypeString: 'partytype partytypestring 個人法人区分 法人個人区分 顧客区分 顧客種別',
  PhoneNumber: `phonenumber phone phoneno telephone telephonenumber telephoneno tel telno telnumber landline landlinephone landlinenumber fixedphone phone1 tel1 denwa 電話番号 電話
    電話1 電話番号1 電話no tel番号 連絡先電話番号 連絡先電話 連絡先 固定電話 固定電話番号`,
  MobilePhoneNumber: `mobilephonenumber mobilephone mobile mobileno mobilenumber cell cellphone cellphonenumber cellular
    mobiletel mobilephoneno telmobile phonemobile phonecell keitai 携帯電話 携帯電話番号 携帯番号 携帯 携帯tel 電話番号携帯 電話携帯 スマホ スマートフォン 携帯no phone2 tel2 電話番号2 電話2`,
  HomePhoneNumber: `homephonenumber homephone hometel homenumber phonehome telhome 自宅電話 自宅電話番号 自宅番号 自宅tel 電話番号自宅 電話自宅
    ご自宅電話番号`,
  BusinessPhoneNumber: `businessphonenumber businessphone workphone workphonenumber worktel officephone officetel companyphone
    phonework 勤務先電話 勤務先電話番号 勤務先tel 会社電話 会社電話番号 会社tel 電話番号勤務先 電話番号会社 職場電話 職場電話番号`,
  EmailAddress: `emailaddress email mail mailaddress emailaddr emailid email1 mail1 メールアドレス メール eメール eメールアドレス 電子メール
    電子メールアドレス メルアド メアド メールアドレス1 メール1 pcメール pcメールアドレス`,
  PersonalEmailAddress: `personalemailaddress personalemail homeemail privateemail 個人メール 個人メールアドレス 携帯メール
    携帯メールアドレス 自宅メール 自宅メールアドレス email2 mail2 メールアドレス2 メール2`,
  BusinessEmailAddress: `businessemailaddress businessemail workemail officeemail companyemail 勤務先メール 勤務先メールアドレス
    会社メール 会社メールアドレス 職場メール`,
  AdditionalInformation: `additionalinformation additionalinfo notes note remarks remark memo comment comments 備考 備考欄 メモ
    コメント 特記事項 摘要 その他`,
};

/** The whole name in one column; LastName takes the family name and FirstName the given name. */
export const fullNameAliases = `fullname customername clientname membername contactname personname shimei 氏名 姓名 氏名漢字
  漢字氏名 顧客名 顧客氏名 お客様名 お客様氏名 お客さま名 会員名 会員氏名 担当者名 契約者名 契約者氏名 利用者名 利用者氏名 ご氏名 ご芳名 芳名
  本名`;

/** The whole name, or the given name alone where another column holds the family name. */
export const nameAliases = 'name namekanji namae 名前 お名前 名前漢字 お名前漢字';

/** Member of an address → headers. */
export const addressAliases: Readonly<Record<string, string>> = {
  PostalCode: `postalcode postcode postalcd postcd zip zipcode zipcd zipno postal postalno yubinbango 郵便番号 郵便 郵便no 〒`,
  Country: `country countrycode countryname nation 国 国名 国コード 国地域`,
  State: `state prefecture prefecturename pref prefname region stateprovince todofuken 都道府県 都道府県名 県 県名 住所都道府県`,
  Province: 'province',
  County: 'county district 郡',
  City: `city town municipality municipalityname cityname citytown cityward ward shikuchoson 市区町村 市区町村名 市町村 市町村名 市区 区市町村 市 住所市区町村`,
  Address1: `address1 address addr addr1 street street1 streetaddress addressline addrline addressline1 line1 addressdetail addressdetails addressfull fulladdress addressother streetname streetaddress1 jusho juusho 住所 住所1 番地 町名番地 町名 番地号 町丁目 町丁番地 住所番地まで 全住所 町域 町名以下
    町域番地 丁目番地 所在地 現住所 自宅住所 ご住所 市区町村以下 住所番地 住所詳細 番地等`,
  Address2: `address2 addr2 street2 addressline2 line2 apartment apt suite unit building bldg buildingname 住所2 建物名 建物 建物名等
    建物名部屋番号 建物名号室 マンション名 マンション ビルマンション名 アパートマンション名 マンションビル名 マンションアパート名 アパート名 ビル名 方書 部屋番号 住所建物名`,
  Address3: 'address3 addr3 street3 addressline3 line3 住所3',
  Address4: 'address4 addr4 street4 addressline4 line4 住所4',
};

/** What stands in front of an address header → which address it is. */
export const addressPrefixes: readonly [string, RegExp][] = [
  [
    'ShippingAddress',
    /^(?:shippingaddress|shipping|shipto|ship|deliveryaddress|delivery|配送先|配達先|お届け先|届け先|届先|発送先|納品先|送り先)/,
  ],
  [
    'BillingAddress',
    /^(?:billingaddress|billing|billto|bill|invoiceaddress|invoice|請求先|請求書送付先|請求)/,
  ],
  ['MailingAddress', /^(?:mailingaddress|mailing|郵送先|送付先|書類送付先|連絡先)/],
  ['Address', /^(?:homeaddress|homepostal|address|home|自宅|現住所|住所|ご)/],
];

/** Words in front that add nothing to a header such as お客様電話番号 or customer_email. */
export const idlePrefix =
  /^(?:お客様|お客さま|顧客|会員|契約者|利用者|申込者|本人|ご本人|customer|client|member|contact|user|primary|main|default|personal|your)/;

/** Headers that look like a standard field after the idle words and are something else. */
export const notStandard =
  'username usercode contactid contactcode contactno contactnumber mailing clientcode membership 会員';
