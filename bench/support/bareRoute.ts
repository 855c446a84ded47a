/** The floor of a search: a Fastify route that does one indexed SELECT through the same driver. Run as a process. */
import fastify from 'fastify';
import { connect } from '../../src/database/connection.ts';

const sql = connect(process.argv[2] ?? '', { max: 16 });
const app = fastify();
app.post<{ Body: { id: string } }>('/search', async (request) => {
  const rows = await sql`
    select profile_id, facts from profile where domain_id = 1 and profile_id = ${request.body.id}`;
  return { Items: rows };
});
process.send?.(await app.listen({ port: 0, host: '127.0.0.1' }));
