/** A text that callers hear, in both languages. */
export interface SpokenText {
  ja: string;
  en: string;
}

/** What an instance is set to. */
export interface ContactSettings {
  /** Language that callers hear. */
  language: 'ja' | 'en';
  greeting: SpokenText;
  /** While the caller waits for an agent. */
  waiting: SpokenText;
  /** Outside the hours of operation; the call ends after it. */
  closed: SpokenText;
  /** How long an agent has to take an offer. */
  offerSeconds: number;
  /** How long an agent's screen may be gone before the contacts at hand go back to the queue. */
  graceSeconds: number;
}

/** What a new instance is set to. */
export const firstSettings = (country: string): ContactSettings => ({
  language: country === 'JP' ? 'ja' : 'en',
  greeting: {
    ja: 'お電話ありがとうございます。',
    en: 'Thank you for calling.',
  },
  waiting: {
    ja: '担当者におつなぎします。そのままお待ちください。',
    en: 'We are connecting you with an agent. Please hold the line.',
  },
  closed: {
    ja: '本日の受付時間は終了しました。恐れ入りますが、受付時間内におかけ直しください。',
    en: 'We are closed now. Please call again during our opening hours.',
  },
  offerSeconds: 20,
  graceSeconds: 30,
});
