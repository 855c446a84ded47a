/** Words that say "this is how it is read", once kana are hiragana and signs are gone. */
const readingWords =
  /(?:ふりがな|よみがな|よみかた|かたかな|ひらがな|かな|よみ|読み仮名|読みがな|読み方|読み|ろーま字|furigana|yomigana|yomi|kana|phonetic|reading|romaji)/;

const parts: [part: 'last' | 'first' | 'full', names: RegExp][] = [
  ['last', /^(?:姓|苗字|名字|氏|せい|みょうじ|last|family|lastname|familyname|surname|sei)$/],
  ['first', /^(?:名|下の名前|めい|first|given|firstname|givenname|mei)$/],
  ['full', /^(?:|氏名|お?名前|姓名|しめい|せいめい|顧客名|会員名|name|fullname|customername)$/],
];

/** Which reading a custom attribute holds, told by its name: セイ → last, 氏名（カナ） → full; undefined for any other. */
function partOf(attribute: string): 'last' | 'first' | 'full' | undefined {
  const name = attribute
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
    .replace(/[^\p{L}\p{N}ー]/gu, '');
  const bare = { せい: 'last', めい: 'first', しめい: 'full' } as const;
  if (Object.hasOwn(bare, name)) return bare[name as keyof typeof bare];
  const rest = name.replace(readingWords, '');
  return rest === name ? undefined : parts.find(([, names]) => names.test(rest))?.[0];
}

/** True for a custom attribute whose name says that it holds how a name is read. */
export const isReading = (attribute: string) => partOf(attribute) !== undefined;

/** The reading of a name where the custom attributes carry one, under the names that Japanese files give it. */
export function readingOf(attributes: Record<string, string> | undefined): string | undefined {
  const found: Partial<Record<'last' | 'first' | 'full', string>> = {};
  for (const [name, value] of Object.entries(attributes ?? {})) {
    const part = partOf(name);
    if (part && value) found[part] ??= value;
  }
  return found.full ?? ([found.last, found.first].filter(Boolean).join(' ') || undefined);
}

/** What the operator should know before anything else is said. */
export interface Caution {
  kind: 'noCall' | 'noEmail' | 'attention';
  /** The value recorded, for `attention`. */
  value?: string;
}

const no = /^(?:no|n|false|0|x|×|不可|否|拒否|いいえ|なし|無し?|ng)$/iu;

/** Cautions from the attributes that outbound and inbound flows look at. */
export function cautionsOf(attributes: Record<string, string> | undefined): Caution[] {
  const cautions: Caution[] = [];
  const value = (name: string) =>
    Object.entries(attributes ?? {})
      .find(([key]) => key.toLowerCase() === name)?.[1]
      ?.normalize('NFKC')
      .trim() ?? '';
  if (no.test(value('ok_to_call'))) cautions.push({ kind: 'noCall' });
  if (no.test(value('ok_to_email'))) cautions.push({ kind: 'noEmail' });
  const attention = value('attention_customer');
  if (attention !== '' && !no.test(attention)) cautions.push({ kind: 'attention', value: attention });
  return cautions;
}
