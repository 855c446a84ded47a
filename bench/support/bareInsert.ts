/** The floor of a durable put: single-row INSERTs of the same bytes over as many connections. Run as a process. */
import { connect } from '../../src/database/connection.ts';
import { newId } from '../../src/database/ids.ts';

const [url = '', count = '50', seconds = '8', text = ''] = process.argv.slice(2);
const connections = Number(count);
const sql = connect(url, { max: connections });
await sql`create table if not exists bare_object (id uuid primary key, object text not null)`;
await Promise.all(Array.from({ length: connections }, () => sql`select 1`));
let inserted = 0;
const end = performance.now() + Number(seconds) * 1000;
const run = async () => {
  while (performance.now() < end) {
    await sql`insert into bare_object (id, object) values (${newId()}, ${text})`;
    inserted += 1;
  }
};
await Promise.all(Array.from({ length: connections }, run));
await sql`drop table bare_object`;
await sql.end();
process.send?.(String(inserted / Number(seconds)));
