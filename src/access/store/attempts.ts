import type { Sql } from '../../database/connection.ts';
import type { AttemptLimit } from '../signInLimits.ts';

/** Counts one try and tells whether it is within the limit; else the seconds until the window ends. */
export async function takeAttempt(
  sql: Sql,
  limit: AttemptLimit,
  now: Date,
): Promise<{ waitSeconds: number }> {
  const ends = new Date(now.getTime() + limit.windowSeconds * 1000);
  const [row] = await sql`
    insert into sign_in_attempt as a (subject, attempts, window_ends_at) values (${limit.subject}, 1, ${ends})
    on conflict (subject) do update set
      attempts = case when a.window_ends_at <= ${now} then 1 else least(a.attempts + 1, 1000000) end,
      window_ends_at = case when a.window_ends_at <= ${now} then excluded.window_ends_at else a.window_ends_at end
    returning attempts, window_ends_at`;
  if (row!.attempts <= limit.attempts) return { waitSeconds: 0 };
  return { waitSeconds: Math.max(1, Math.ceil((row!.window_ends_at.getTime() - now.getTime()) / 1000)) };
}

/** Gives back the tries of a sign-in that succeeded, and forgets windows that have ended. */
export async function releaseAttempts(sql: Sql, subjects: string[], now: Date): Promise<void> {
  await sql`update sign_in_attempt set attempts = greatest(attempts - 1, 0) where subject in ${sql(subjects)}`;
  await sql`delete from sign_in_attempt where window_ends_at <= ${now}`;
}

/** Remembers a mark until a time. */
export async function rememberSubject(sql: Sql, subject: string, until: Date): Promise<void> {
  await sql`insert into sign_in_attempt (subject, attempts, window_ends_at) values (${subject}, 0, ${until})
            on conflict (subject) do update set window_ends_at = excluded.window_ends_at`;
}

/** Whether a mark is remembered still. */
export async function isRemembered(sql: Sql, subject: string, now: Date): Promise<boolean> {
  const rows =
    await sql`select 1 from sign_in_attempt where subject = ${subject} and window_ends_at > ${now}`;
  return rows.length > 0;
}
