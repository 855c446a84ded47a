import type { Sql } from '../../database/connection.ts';
import type { Session } from '../session.ts';

/** The session of a token as it is now; undefined when it has ended or its owner is disabled. */
export async function findLiveSession(sql: Sql, token: string): Promise<Session | undefined> {
  const [row] = await sql`
    select s.id, s.user_id, u.name, u.email, u.role from user_session s join app_user u on u.id = s.user_id
    where s.token = ${token} and s.expires_at > now() and not u.disabled`;
  return row && { sessionId: row.id, userId: row.user_id, name: row.name, email: row.email, role: row.role };
}
