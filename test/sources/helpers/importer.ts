// Runs the imports that wait in a database, in a process of its own: importer.ts <database url> <bucket folder>.
import { connect } from '../../../src/database/connection.ts';
import { createJobs } from '../../../src/database/jobs.ts';
import { openHouse } from '../../../src/profiles/house.ts';
import { folderBuckets } from '../../../src/sources/buckets/folder.ts';
import { createSources } from '../../../src/sources/sources.ts';

const [url = '', folder = ''] = process.argv.slice(2);
const house = openHouse(connect(url, { max: 4 }), { defaultCountry: 'JP' });
const jobs = createJobs(house.sql, console.error);
const buckets = folderBuckets(folder);
const sources = createSources({ house, buckets, jobs, silence: 1_000, log: console.error });
await sources.start();
process.stdout.write('ready\n');
process.on('SIGTERM', async () => {
  await sources.stop();
  await jobs.stop();
  await house.sql.end();
  process.exit(0);
});
