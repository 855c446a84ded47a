import type { Language } from '../values/dates.ts';

const ja = {
  title: '電話機',
  lead: 'お客様の側から、電話の流れを試す画面です。声は送られません。お客様に聞こえる案内を、文字と読み上げで確かめられます。',
  domain: 'ドメイン',
  signedOut: 'サインインが必要です',
  signIn: 'サインイン',
  from: '発信者番号',
  fromHint: '番号をそのまま入力するか、お名前で探してください。',
  to: 'かける先の番号',
  optional: '任意',
  toHint: '空欄なら、どの番号にも当たらない電話として既定のキューに入ります。',
  call: '電話をかける',
  calling: '呼び出しています…',
  anonymous: '登録のない番号',
  incoming: '着信',
  noIncoming: '着信はありません。担当者が電話をかけると、ここで鳴ります。',
  incomingFor: '{number} あての電話',
  answer: '応答する',
  decline: '拒否する',
  keypad: 'キーパッド',
  hangUp: '電話を切る',
  again: '電話機に戻る',
  speak: '読み上げる',
  noSpeech: 'このブラウザーでは読み上げができません。',
  hears: '聞こえる内容',
  nothing: 'まだ何も聞こえません。',
  pressed: '押したキー: {keys}',
  INCOMING: '案内が流れています',
  QUEUED: '担当者を待っています',
  OFFERED: '担当者を呼び出しています',
  DIALLING: '呼び出しています',
  CONNECTED: '通話中です',
  ON_HOLD: '保留されています',
  AFTER_CONTACT_WORK: '通話は終わりました',
  ENDED: '通話は終わりました',
  noAnswer: 'サーバーにつながりません。もう一度お試しください。',
  badNumber: '電話番号の形で入力してください。',
  mark: '見えない文字 {code}',
  key: 'キー {key}',
  back: '業務画面へ',
};

/** What the handset says. */
export type PhoneTexts = typeof ja;

const en: PhoneTexts = {
  title: 'Handset',
  lead: 'Try calls from the customer’s end. No voice is sent; what the customer would hear is written here and read aloud.',
  domain: 'Domain',
  signedOut: 'Sign in first',
  signIn: 'Sign in',
  from: 'Calling from',
  fromHint: 'Enter any number, or look for a customer by name.',
  to: 'Number called',
  optional: 'optional',
  toHint: 'Without one, the call goes to the default queue.',
  call: 'Call',
  calling: 'Calling…',
  anonymous: 'A number nobody has',
  incoming: 'Incoming calls',
  noIncoming: 'Nobody is calling. When an agent dials out, it rings here.',
  incomingFor: 'Call for {number}',
  answer: 'Answer',
  decline: 'Decline',
  keypad: 'Keypad',
  hangUp: 'Hang up',
  again: 'Back to the handset',
  speak: 'Read aloud',
  noSpeech: 'This browser cannot read aloud.',
  hears: 'What is heard',
  nothing: 'Nothing is to be heard yet.',
  pressed: 'Keys pressed: {keys}',
  INCOMING: 'A greeting is playing',
  QUEUED: 'Waiting for an agent',
  OFFERED: 'Ringing at an agent',
  DIALLING: 'Ringing',
  CONNECTED: 'In conversation',
  ON_HOLD: 'On hold',
  AFTER_CONTACT_WORK: 'The call is over',
  ENDED: 'The call is over',
  noAnswer: 'The server does not answer. Please try again.',
  badNumber: 'Enter a phone number.',
  mark: 'Invisible character {code}',
  key: 'Key {key}',
  back: 'To the workspace',
};

/** By language. */
export const phoneTexts: Record<Language, PhoneTexts> = { ja, en };

/** States of a call that have words. */
export type CallState =
  | 'INCOMING'
  | 'QUEUED'
  | 'OFFERED'
  | 'DIALLING'
  | 'CONNECTED'
  | 'ON_HOLD'
  | 'AFTER_CONTACT_WORK'
  | 'ENDED';

/** What is said of a state; one that is not known yet reads as a conversation. */
export const stateText = (texts: PhoneTexts, state: string): string =>
  Object.hasOwn(texts, state) ? texts[state as CallState] : texts.CONNECTED;
