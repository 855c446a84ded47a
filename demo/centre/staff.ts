/** Somebody who works in the demo's contact centre. */
export interface StaffMember {
  name: string;
  email: string;
  role: 'supervisor' | 'agent';
}

/** The people of the demo beside its admin. */
export const staff: readonly StaffMember[] = [
  { name: '佐藤 美咲', email: 'sato@nayose.local', role: 'agent' },
  { name: '田中 翔太', email: 'tanaka@nayose.local', role: 'agent' },
  { name: '鈴木 彩', email: 'suzuki@nayose.local', role: 'agent' },
  { name: '山田 恵子', email: 'yamada@nayose.local', role: 'supervisor' },
];

/** Queues of the demo by a short name. */
export const queues = {
  orders: { name: 'ご注文・配送', description: '注文、配送、返品のお問い合わせ', number: '0120-000-101' },
  support: { name: '修理・使い方', description: '製品の故障、修理、使い方のご相談', number: '0120-000-102' },
  members: {
    name: '会員・お支払い',
    description: '会員情報、ポイント、請求のお問い合わせ',
    number: undefined,
  },
} as const;

/** One of them. */
export type QueueName = keyof typeof queues;

/** When the third queue is open. */
export const weekdays = {
  name: '平日 9–18時',
  timeZone: 'Asia/Tokyo',
  days: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY'],
  from: 9,
  to: 18,
} as const;

/** Name of the routing profile that serves all of them. */
export const profileName = '総合窓口';

/** A task that waits for the first agent who becomes available. */
export const waiting = {
  name: '折り返しのお電話',
  description: '16時以降の連絡をご希望。先週のご注文の件で、到着予定をお伝えする。',
  by: 'yamada@nayose.local',
} as const;
