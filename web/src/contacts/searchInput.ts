import { channels, contactStates } from './types.ts';

/** What a contact search is narrowed by; kept in the address, so that it can be sent to somebody. */
export interface SearchFilters {
  period: Period;
  /** Days `2026-11-22` of the reader's time zone, for the period `custom`. */
  from: string;
  to: string;
  channel: string;
  state: string;
  answered: string;
  queue: string;
  agent: string;
  text: string;
}

export const periods = ['today', 'days7', 'days30', 'all', 'custom'] as const;
export type Period = (typeof periods)[number];

const daysOf: Partial<Record<Period, number>> = { today: 0, days7: 6, days30: 29 };

/** Filters from an address; what is not understood counts as not set. */
export function readFilters(search: URLSearchParams): SearchFilters {
  const one = (name: string, listed?: readonly string[]) => {
    const value = search.get(name) ?? '';
    return !listed || listed.includes(value) ? value : '';
  };
  return {
    period: (one('period', periods) || 'days7') as Period,
    from: day(one('from')),
    to: day(one('to')),
    channel: one('channel', channels),
    state: one('state', contactStates),
    answered: one('answered', ['AGENT', 'NONE']),
    queue: one('queue'),
    agent: one('agent'),
    text: one('text'),
  };
}

const day = (text: string) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? text : '');

/** The address's parameters for filters; those not set are left out. */
export function writeFilters(filters: SearchFilters): Record<string, string> {
  const { period, from, to, ...rest } = filters;
  const dates = period === 'custom' ? { from, to } : {};
  const all = { period: period === 'days7' ? '' : period, ...dates, ...rest };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** The input of SearchContactLog. `now`: the present moment; days begin at midnight of its time zone. */
export function searchInput(filters: SearchFilters, now: Date): Record<string, string | number> {
  const { channel, state, answered, queue, agent, text } = filters;
  const input: Record<string, string | number | undefined> = {
    ...moments(filters, now),
    Channel: channel,
    State: state,
    Answered: answered,
    QueueId: queue,
    UserId: agent,
    Text: text.trim().slice(0, 200),
  };
  return Object.fromEntries(
    Object.entries(input).filter(
      (entry): entry is [string, string | number] => entry[1] !== '' && entry[1] !== undefined,
    ),
  );
}

function moments({ period, from, to }: SearchFilters, now: Date): { From?: number; To?: number } {
  const midnight = (date: Date, plusDays: number) =>
    new Date(date.getFullYear(), date.getMonth(), date.getDate() + plusDays).getTime() / 1000;
  const back = daysOf[period];
  if (back !== undefined) return { From: midnight(now, -back) };
  if (period !== 'custom') return {};
  const local = (text: string) => new Date(`${text}T00:00:00`);
  return {
    ...(from && { From: midnight(local(from), 0) }),
    ...(to && { To: midnight(local(to), 1) }),
  };
}
