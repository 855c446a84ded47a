// Works on the runs that wait in a database, in a process of its own: runner.ts <database url> <bucket folder> [silence in ms] [follow].
import { connect } from '../../../src/database/connection.ts';
import { createJobs } from '../../../src/database/jobs.ts';
import { createIdentity } from '../../../src/identity/identity.ts';
import { openHouse } from '../../../src/profiles/house.ts';
import { folderBuckets } from '../../../src/sources/buckets/folder.ts';

const [url = '', folder = '', silence = '1000', follow] = process.argv.slice(2);
const house = openHouse(connect(url, { max: 6 }), { defaultCountry: 'JP' });
const jobs = createJobs(house.sql);
const identity = createIdentity({
  ...{ house, jobs, buckets: folderBuckets(folder), createBuckets: true },
  silence: Number(silence),
  follow: follow === 'follow',
  log: console.error,
});
await identity.start();
process.stdout.write('ready\n');
process.on('SIGTERM', async () => {
  await identity.stop();
  await jobs.stop();
  await house.sql.end();
  process.exit(0);
});
