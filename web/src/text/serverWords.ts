type Wording = [pattern: RegExp, japanese: string | ((...groups: string[]) => string)];

/** `"甲", "乙" and 3 more` as 「甲」「乙」ほか3件. */
const listed = (names: string): string =>
  names
    .replaceAll(/"([^"]*)"/g, '「$1」')
    .replaceAll('」, 「', '」「')
    .replaceAll(', ', '、')
    .replace(/ and (\d+) more$/, 'ほか$1件');

/**
 * What the server says about files, rows and members, in Japanese. The server speaks English, as the API does; what
 * people meet at the import desk and in forms is worded here. A message that is not known stays as it is.
 */
const wordings: Wording[] = [
  // Rows
  [/^a quoted cell is never closed/, '引用符（"）が閉じられていません'],
  [/^text follows the closing quote of a cell/, '閉じた引用符（"）のあとに文字が続いています'],
  [/^the row has no values/, '行に値がありません'],
  [
    /^the row has (\d+) cells; the header has (\d+)/,
    (row, header) => `セルの数（${row}）が見出しの列数（${header}）と合いません`,
  ],
  [/^the (?:line|row) is longer than ([\d,]+) characters/, (most) => `行が長すぎます（${most}文字まで）`],
  [/^the line is not JSON/, 'JSONとして読み取れません'],
  [/^the line is JSON but not an object/, 'JSONのオブジェクトではありません'],
  [
    /^(?:the line|cell (\d+)) has bytes that are not valid in the encoding of the file/,
    (cell) => `${cell ? `${cell}番目のセルに、` : ''}文字コードに合わないデータがあります`,
  ],
  [
    /^(?:the line|cell (\d+)) has a NUL character/,
    (cell) => `${cell ? `${cell}番目のセルに、` : ''}使えない文字（NUL）があります`,
  ],
  [/^holds a character that no text may hold/, '使えない文字が含まれています'],
  [/^every field of the UNIQUE key needs a value/, '行の一意なIDに値がありません'],
  [/^is longer than the (\d+) characters that (.+) holds/, (most) => `値が長すぎます（${most}文字まで）`],
  [/^must be one of (.+)/, (values) => `次のいずれかにしてください：${values}`],
  [/^is no timestamp of the form/, '日時として読み取れません'],
  [/^no PROFILE key \((.+)\) has a value/, 'お客様を特定する列に値がありません'],
  [
    /^no single profile matches by (.+), and this type may not create one/,
    '一致するお客様がいません（新規作成しない設定です）',
  ],
  [/^its keys \((.+)\) lead to several/, '複数の記録に一致し、ひとつに決められません'],
  [
    /^the profile holds (\d+) objects already/,
    (most) => `お客様ひとりあたりの上限（${most}件）に達しています`,
  ],
  [/^the row cannot be stored/, '保存できませんでした'],
  [
    /^a spreadsheet has rounded the number/,
    '表計算ソフトで数値が丸められています（例：9.01E+09）。列を文字列にして書き出し直してください',
  ],
  // Files
  [/^The file is empty/, 'ファイルが空です。'],
  [
    /^The file is a ZIP archive or an Excel workbook/,
    'ExcelファイルまたはZIPファイルです。CSV形式で保存し直してください。',
  ],
  [
    /^The file is an old Excel or Word file/,
    '古い形式のExcelまたはWordファイルです。CSV形式で保存し直してください。',
  ],
  [/^The file is .+\. Expected a CSV or JSON Lines file/, 'CSVまたはJSON Linesのファイルではありません。'],
  [/^The file is gzip inside gzip/, 'gzipで二重に圧縮されています。圧縮は一度だけにしてください。'],
  [/^The (?:gzip file is damaged|file is a damaged gzip)/, 'gzipファイルが壊れています。'],
  [/^The gzip file ends too early/, 'gzipファイルが途中で切れています。もう一度コピーしてください。'],
  [/^The gzip file expands/, '展開後のサイズが大きすぎます。圧縮せずに送ってください。'],
  [
    /^The file has (.+) columns; at most (\d+)/,
    (count, most) => `列が多すぎます（${count}列）。${most}列まで取り込めます。`,
  ],
  [
    /^Columns (\d+) and (\d+) are both named "(.*)"/,
    (one, other, name) => `${one}列目と${other}列目の見出しが同じ「${name}」です。別の見出しにしてください。`,
  ],
  [
    /^Column (\d+) of (\d+) has no name/,
    (column) => `${column}列目に見出しがありません。1行目にすべての列の見出しを入れてください。`,
  ],
  [/^The name of column (\d+) has/, (column) => `${column}列目の見出しが長すぎます。`],
  [
    /^Only one column was found: "(.+)" is not a separator/,
    (sign) =>
      `列が1つしかありません。「${sign}」は区切り文字として使えません。カンマ、タブ、セミコロンのいずれかで区切ってください。`,
  ],
  [/^The header on line (\d+) cannot be read/, (line) => `${line}行目の見出しを読み取れません。`],
  [
    /^The file has changed since the import began/,
    '取り込みの開始後にファイルが変更されました。新しい内容で、もう一度取り込んでください。',
  ],
  [/^The file .+ is no longer in bucket/, 'ファイルが見つかりません。'],
  [
    /^Cancelled; the rows read so far stay imported/,
    '取り込みを中止しました。中止までに読み込んだ行は取り込まれています。',
  ],
  [
    /^The import was given up after repeated internal errors/,
    'エラーが続いたため、取り込みを中止しました。詳しくはサーバーのログを確認してください。',
  ],
  [
    /^The report of rejected rows could not be written to bucket "(.+)"/,
    (name) => `取り込めなかった行の一覧を、バケット「${name}」に書き込めませんでした。`,
  ],
  [
    /^The file has no JSON object on its first lines/,
    'ファイルの先頭にJSONのオブジェクトがありません。JSON Linesでは、1行に1つのオブジェクトを書きます。',
  ],
  [
    /^This is a report of rejected rows/,
    '取り込めなかった行の一覧なので、取り込めません。修正した行を別のファイルにしてください。',
  ],
  [
    /^Object type "(.+)" exists with another mapping/,
    (name) => `オブジェクトタイプ「${name}」は別の対応で登録されています。別の名前にしてください。`,
  ],
  [/ does not exist(?: in domain .+)?\.?$/, '見つかりませんでした。削除された可能性があります。'],
  [/^Contact records$/, 'コンタクトの記録'],
  [/^Orders$/, '注文'],
  [/^Products$/, '製品'],
  [/^Imported from (.+)$/, (file) => `${file}の取り込みで作成`],
  // Integrations
  [
    /^The bucket may not be read \((.+?)\)/,
    (cause) =>
      `バケットを読み取る権限がありません（${cause}）。サーバーの認証情報に、一覧と読み取りの権限を付けてから、もう一度確認してください。`,
  ],
  [
    /^The bucket could not be read \((.+?)\)/,
    (cause) =>
      `バケットを読み取れませんでした（${cause}）。保存先が動いているか確認してから、もう一度確認してください。`,
  ],
  [/^There is no bucket "(.+)"/, (name) => `バケット「${name}」がありません。名前を確認してください。`],
  [/^ScheduleExpression must be like/, 'rate(15minutes)、cron(0 3 * * ? *) のような形で入力してください。'],
  [/^Timezone must be an IANA name/, 'タイムゾーンは「Asia/Tokyo」のように入力してください。'],
  // Identity resolution
  [
    /^Identity resolution job \S* is under way/,
    'ほかの名寄せまたはプレビューが実行中です。終わってから、もう一度お試しください。',
  ],
  [
    /^Neither Matching nor RuleBasedMatching is enabled/,
    'モデルとルールがどちらも無効です。どちらかを有効にしてください。',
  ],
  [
    /^Data or settings (?:are not those of|have changed since) the preview/,
    'プレビューのあとに、データか設定が変わりました。もう一度プレビューしてください。',
  ],
  [/^Preview \S+ is \w+; only a completed/, 'プレビューがまだ終わっていません。'],
  [/^(?:Merge) \S+ was undone already/, 'この統合は、すでに元に戻されています。'],
  [/^Run \S+ was undone already/, 'この実行は、すでに取り消されています。'],
  [/^Run \S+ is under way/, 'まだ実行中です。終わってから、もう一度お試しください。'],
  [
    /^Merge \S+ was made by a person and shows these profiles as one/,
    '手動で統合されたプロファイルが含まれています。先にその統合を元に戻してください。',
  ],
  [/^ProfileIdsToBeMerged holds a profile that is one/, 'すでに1件にまとめられています。'],
  [
    /^This is a decision about (\d+) profiles; name up to (\d+)/,
    (_, most) => `一度に判断できるのは${most}件までです。まとめる列を選んでください。`,
  ],
  [/^Nothing was decided about match group/, '元に戻せる判断がありません。'],
  [/^Decision \S+ was withdrawn already/, 'この判断は、すでに取り消されています。'],
  [
    /^The bucket "(.+)" of ExportingConfig cannot be written to/,
    (name) => `バケット「${name}」に書き込めません。書き込めるバケットを指定してください。`,
  ],
  [/"(.+)" is no attribute that rules can compare/, (name) => `「${name}」はルールでは使えません。`],
  [
    /the domain has no object type "(.+)"/,
    (name) =>
      `オブジェクトタイプ「${name}」がありません。先に登録するか、「新しい値を残す」を選んでください。`,
  ],
  [
    /^Everything was merged, but the results could not be written to the bucket/,
    '統合は完了しましたが、結果をバケットに書き出せませんでした。',
  ],
  [
    /^The run was given up after repeated internal errors/,
    'エラーが続いたため、実行を中止しました。詳しくはサーバーのログを確認してください。',
  ],
  // Cases
  [
    /^A (?:field|layout|template|case rule) of this name exists already/,
    'この名前はすでに使われています。別の名前にしてください。',
  ],
  [
    /^The case rule \S+ uses field/,
    'この項目は条件で使われています。先に条件を変更するか、削除してください。',
  ],
  [
    /^The template \S+ shows this layout/,
    'このレイアウトはテンプレートで使われています。先にテンプレートのレイアウトを変えてください。',
  ],
  [
    /^The template \S+ uses this case rule/,
    'この条件はテンプレートで使われています。先にテンプレートから外してください。',
  ],
  [
    /^A case has at most (\d+) related items/,
    (most) => `ケースに加えられる記録の上限（${most}件）に達しています。`,
  ],
  [
    /^A (?:field|Cases domain|layout|case rule) has at most (\d+)/,
    (most) => `上限（${most}）に達しています。`,
  ],
  [
    /^The file is too large; a file of a case has at most (\d+) MB/,
    (most) => `ファイルが大きすぎます。${most}MBまでにしてください。`,
  ],
  [
    /^The name of a file has 1 to 255 characters/,
    'ファイル名が長すぎるか、使えない文字が含まれています。名前を変えてから追加してください。',
  ],
  [/^A case has at most (\d+) files/, (most) => `ケースに追加できるファイルは${most}件までです。`],
  [/^The case is closed/, 'クローズされたケースです。再開してから変更してください。'],
  [/^Field summary takes at most (\d+)/, (most) => `内容は${most}文字までにしてください。`],
  [
    /^Field \S+: this option (?:is no longer in use|cannot be chosen)/,
    'この選択肢は、いまは選べません。別のものを選んでください。',
  ],
  // Contacts
  [
    /^This contact (?:is no longer offered to you|was taken by somebody else)/,
    'このコンタクトは、すでに終了したか、ほかのオペレーターに移りました。',
  ],
  [/^The contact is [A-Z_]+; this works while/, 'コンタクトの状態が変わったため、この操作はできません。'],
  [/^The contact has (?:moved on|ended)/, 'コンタクトの状態が変わったため、この操作はできません。'],
  [
    /^(?:Others change this contact|The contact could not be started)/,
    '処理が重なりました。もう一度お試しください。',
  ],
  [/^There is no contact with this id/, 'コンタクトが見つかりません。'],
  [
    /^PhoneNumber is no (?:number that can be dialled|telephone number)/,
    '電話番号として使えません。市外局番からの番号、または「+」で始まる番号を入力してください。',
  ],
  [/^There is a call at hand already/, '対応中の通話があります。通話と後処理を終えてから発信してください。'],
  [
    /^There are (\d+) contacts of channel \w+ at hand already/,
    (most) => `同時に対応できる件数（${most}件）に達しています。どれかを終えてから始めてください。`,
  ],
  [/^This user is disabled/, 'このユーザーは停止中のため、コンタクトに対応できません。'],
  [/^There is no agent status with this id/, 'このステータスは使えなくなりました。'],
  [
    /^The queue "(.+)" is disabled/,
    (name) => `キュー「${name}」は使用していません。別のキューを選んでください。`,
  ],
  [/^The queue "(.+)" is full/, (name) => `キュー「${name}」がいっぱいです。時間をおいてお試しください。`],
  [
    /^"(.+)" is where contacts go that nothing sends elsewhere; it stays/,
    (name) => `「${name}」は基本のキューのため、使用を止められません。`,
  ],
  [/^The contact is with this agent already/, 'そのオペレーターがすでに対応しています。'],
  [/^Give either QueueId or UserId/, '転送先を選んでください。'],
  [
    /^A (?:queue|routing profile|set of hours) of this name exists/,
    'この名前はすでに使われています。別の名前にしてください。',
  ],
  [
    /^The set of hours ".+" is in use by queue (.+); /,
    (queues) => `キュー${listed(queues)}が使っています。先に、別の営業時間に変えてください。`,
  ],
  [
    /^The queue ".+" is in use by routing profile (.+); /,
    (profiles) =>
      `ルーティングプロファイル${listed(profiles)}で使われています。先に、そこから外してください。`,
  ],
  [
    /^The queue ".+" is in use by phone number (.+); /,
    (numbers) => `電話番号 ${listed(numbers)} がつながっています。先に、別のキューに変えてください。`,
  ],
  [
    /^The queue ".+" is in use by contacts under way \((\d+)\)/,
    (count) => `対応中または待機中のコンタクトが${count}件あります。終わるのを待つか、転送してください。`,
  ],
  [
    /^The routing profile ".+" is in use by user (.+); /,
    (users) => `オペレーター${listed(users)}が使っています。先に、別のプロファイルに変えてください。`,
  ],
  [/^TimeZone is not the name of a time zone/, 'タイムゾーンは「Asia/Tokyo」のように入力してください。'],
  [/^Concurrency of \w+ has to be from 1 to (\d+)/, (most) => `同時件数は1～${most}にしてください。`],
  [/^Config has stretches of \w+ that overlap/, '同じ曜日の時間帯が重なっているか、開始と終了が同じです。'],
  [
    /^Queues has a queue for \w+, which Media does not have/,
    'プロファイルが受けないチャネルのキューがあります。',
  ],
  [
    /^(?:HoursOfOperationId|QueueId) does not name a/,
    '選んだものは削除されたようです。画面を再読み込みしてください。',
  ],
  [/^From is no telephone number/, '電話番号を数字で入力してください。'],
  [/^Content has (\d+) characters; \S+ takes (\d+)/, (_, most) => `メッセージは${most}文字までです。`],
  [
    /^Too many .+ at once; try again in (\d+) seconds/,
    (seconds) => `操作が多すぎます。${seconds}秒ほど待ってからお試しください。`,
  ],
  // Members of a form
  [/^A user with this Email exists already/, 'このメールアドレスのユーザーはすでに登録されています。'],
  [
    /^Somebody has to remain admin/,
    '管理者がいなくなってしまいます。先に別のユーザーを管理者にしてください。',
  ],
  [
    /^1 validation error detected: Value at '[^']*' failed to satisfy constraint: it must have (\d+) to (\d+) characters, found \d+/,
    (least, most) => `${least}～${most}文字で入力してください。`,
  ],
  [
    /^1 validation error detected: Value at '[^']*' failed to satisfy constraint: it must be one of (.+)/,
    (values) => `次のいずれかにしてください：${values}`,
  ],
  [/needs the role (admin|supervisor|agent)/, 'この操作を行う権限がありません。'],
];

/** A message of the server in the reader's language, where we know it. */
export function serverWords(message: string, language: string): string {
  if (language !== 'ja') return message;
  for (const [pattern, japanese] of wordings) {
    const found = pattern.exec(message);
    if (found) return typeof japanese === 'string' ? japanese : japanese(...found.slice(1));
  }
  return message;
}
