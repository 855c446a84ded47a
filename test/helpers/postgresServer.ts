import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../../src/database/connection.ts';
import { startEmbedded } from '../../src/database/embedded.ts';
import { migrate } from '../../src/database/migrate.ts';

/** A PostgreSQL for tests, with the migrated database `nayose` as the template to clone from. */
export async function startTestServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'nayose-test-'));
  await chmod(folder, 0o755);
  const server = await startEmbedded(folder, {
    fsync: 'off',
    max_connections: '300',
    shared_buffers: '128MB',
  });
  const sql = connect(server.url, { max: 1 });
  await migrate(sql);
  await sql.end();
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
