import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** How far the clock of a telephone system may be off. */
const clockToleranceSeconds = 300;

const text = (most: number) => z.string().trim().min(1).max(most);

/** What a telephone system tells of a call. */
export const ctiEvent = z.strictObject({
  /** Unique per event: one that comes again is answered again without effect. */
  id: text(128),
  type: z.enum(['ringing', 'answered', 'held', 'resumed', 'transferred', 'ended']),
  /** The system's own id of the call; for a call that was dialled in the workspace, its ContactId. */
  callId: text(128),
  /** Number of the caller. */
  from: text(64).optional(),
  /** Number that was called. */
  to: text(64).optional(),
  /** When it happened, in ISO 8601. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** E-mail address or id of an agent. */
  agent: text(254).optional(),
  /** Name or id of a queue; `none`: the system keeps the caller for the time being. */
  queue: text(127).optional(),
  direction: z.enum(['inbound', 'outbound']).optional(),
  /** Who hung up. */
  reason: z.enum(['customer', 'agent', 'telecom', 'other']).optional(),
  attributes: z.record(z.string().min(1).max(255), z.string().max(32_767)).optional(),
});

/** One such event. */
export type CtiEvent = z.output<typeof ctiEvent>;

/** Disconnect reasons of the API by the words of the hook. */
export const disconnectReasons: Readonly<Record<NonNullable<CtiEvent['reason']>, string>> = {
  customer: 'CUSTOMER_DISCONNECT',
  agent: 'AGENT_DISCONNECT',
  telecom: 'TELECOM_PROBLEM',
  other: 'OTHER',
};

/** The signature of a payload at a time (seconds since 1970): HMAC-SHA256 in hex over `<seconds>.<payload>`. */
export const signCti = (secret: string, seconds: number, payload: Uint8Array | string): string =>
  createHmac('sha256', secret).update(`${seconds}.`).update(payload).digest('hex');

/**
 * Whether a header `t=<seconds>,v1=<hex>` signs the payload under the secret, within the tolerance. Several `v1` may
 * stand there, as during a change of keys. Pure but for the time, which is given.
 */
export function isSigned(
  header: string | undefined,
  secret: string,
  payload: Uint8Array | string,
  now: Date,
): boolean {
  const parts = (header ?? '').slice(0, 1_000).split(',');
  const seconds = Number(parts.find((part) => part.startsWith('t='))?.slice(2) ?? Number.NaN);
  if (!Number.isInteger(seconds)) return false;
  if (Math.abs(now.getTime() / 1_000 - seconds) > clockToleranceSeconds) return false;
  const expected = Buffer.from(signCti(secret, seconds, payload), 'hex');
  return parts
    .filter((part) => /^v1=[0-9a-f]{64}$/.test(part))
    .some((part) => timingSafeEqual(Buffer.from(part.slice(3), 'hex'), expected));
}

/** What an event is remembered by. */
export const digestOf = (body: Uint8Array): Buffer => createHash('sha256').update(body).digest();
