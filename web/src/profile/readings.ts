const lastNames =
  /^(?:姓|氏|名字|苗字|last_?name|family_?name|sei)[\s_（(]*(?:フリガナ|ふりがな|カナ|かな|ヨミ|よみ|読み?|kana|reading|yomi)/iu;
const firstNames =
  /^(?:名前?|first_?name|given_?name|mei)[\s_（(]*(?:フリガナ|ふりがな|カナ|かな|ヨミ|よみ|読み?|kana|reading|yomi)/iu;
const plainReading =
  /^(?:フリガナ|ふりがな|カナ|かな|ヨミガナ|よみがな|ヨミ|よみ|読み|(?:full_?)?name_?kana|kana_?name|furigana|yomi|(?:name_?)?reading)$/iu;
const wholeName =
  /^(?:氏名|姓名|お?名前|顧客名|会員名|customer_?name|full_?name|name)[\s_（(]*(?:フリガナ|ふりがな|カナ|かな|ヨミ|よみ|読み?|kana|reading|yomi)/iu;

/** The reading of a name where the custom attributes carry one, under the names that Japanese files give it. */
export function readingOf(attributes: Record<string, string> | undefined): string | undefined {
  const entries = Object.entries(attributes ?? {}).map(
    ([name, value]) => [name.normalize('NFKC'), value] as const,
  );
  const named = (pattern: RegExp) => entries.find(([name, value]) => pattern.test(name) && value !== '')?.[1];
  const whole = named(wholeName) ?? named(plainReading);
  if (whole) return whole;
  return [named(lastNames), named(firstNames)].filter(Boolean).join(' ') || undefined;
}

/** What the operator should know before anything else is said. */
export interface Caution {
  kind: 'noCall' | 'noEmail' | 'attention';
  /** The value recorded, for `attention`. */
  value?: string;
}

const no = /^(?:no|n|false|0|x|×|不可|否|拒否|いいえ|ng)$/iu;

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
