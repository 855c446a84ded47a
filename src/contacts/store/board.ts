import type { Sql } from '../../database/connection.ts';
import { camelRow } from './rows.ts';

/** A queue as the live board shows it. */
export interface BoardQueue {
  queueId: string;
  name: string;
  waiting: number;
  longestWaitSeconds: number;
  offered: number;
  connected: number;
  handledToday: number;
  abandonedToday: number;
}

/** Queues with what goes on in them now, and what went since `since`. */
export async function listBoardQueues(
  sql: Sql,
  domainId: number,
  times: { now: Date; since: Date },
): Promise<BoardQueue[]> {
  const rows = await sql`
    with live as (
      select queue_id, count(*) filter (where state = 'QUEUED')::int as waiting,
        min(coalesce(waiting_since, initiated_at)) filter (where state = 'QUEUED') as oldest,
        count(*) filter (where state = 'OFFERED')::int as offered,
        count(*) filter (where state in ('CONNECTED', 'ON_HOLD', 'DIALLING'))::int as connected
      from contact where domain_id = ${domainId}
        and state in ('QUEUED', 'OFFERED', 'CONNECTED', 'ON_HOLD', 'DIALLING') group by queue_id
    ), today as (
      select queue_id, count(*) filter (where connected_at is not null)::int as handled,
        count(*) filter (where connected_at is null and disconnected_at is not null and queued_at is not null
          and initiation_method <> 'OUTBOUND')::int as abandoned
      from contact where domain_id = ${domainId} and initiated_at >= ${times.since} group by queue_id
    )
    select q.queue_id, q.name, coalesce(l.waiting, 0) as waiting, coalesce(l.offered, 0) as offered,
      coalesce(l.connected, 0) as connected, coalesce(t.handled, 0) as handled_today,
      coalesce(t.abandoned, 0) as abandoned_today,
      greatest(0, coalesce(extract(epoch from ${times.now}::timestamptz - l.oldest), 0))::int as longest_wait_seconds
    from contact_queue q left join live l on l.queue_id = q.queue_id left join today t on t.queue_id = q.queue_id
    where q.domain_id = ${domainId} order by q.name`;
  return rows.map((row) => camelRow<BoardQueue>(row));
}
