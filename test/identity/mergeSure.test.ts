import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ListIdentityResolutionJobsCommand, UpdateProfileCommand } from '@aws-sdk/client-customer-profiles';
import { createJobs } from '../../src/database/jobs.ts';
import { createIdentity } from '../../src/identity/identity.ts';
import { folderBuckets } from '../../src/sources/buckets/folder.ts';
import { call, DomainName, type Job, openRoom } from './support/room.ts';

interface Preview {
  Groups: number;
  Profiles: number;
  ProfilesWillBeMerged: number;
  SureGroups: number;
  Hash: string;
}
interface Listed {
  Items: { MatchId: string; Band: string; Profiles: { ProfileId: string }[] }[];
  Total: number;
}

/** Three pairs that the model is sure of, and one that it doubts. */
async function withGroups(t: TestContext) {
  const room = await openRoom(t);
  const { create, configure, quiet, run } = room;
  const pairs: string[][] = [];
  for (const [n, LastName] of ['髙橋', '渡邊', '佐藤'].entries()) {
    const person = { LastName, FirstName: '健太', EmailAddress: `p${n}@example.jp` };
    pairs.push([await create(person), await create({ ...person, EmailAddress: `P${n}@EXAMPLE.jp` })]);
  }
  const doubtful = { LastName: '鈴木', FirstName: '花子', BirthDate: '1980-01-02' };
  for (const EmailAddress of ['one@example.jp', 'other@example.com'])
    await create({ ...doubtful, EmailAddress });
  await configure({ Enabled: true });
  const found = (await quiet())!;
  const preview = (input: object = {}) => run<Preview>('PreviewSureGroups', input);
  const merge = async (Hash: string, input: object = {}) =>
    room.ended((await run<{ JobId: string }>('MergeSureGroups', { Hash, ...input })).JobId);
  const shown = async () => (await room.get(...pairs.flat())).length;
  return { ...room, pairs, found, preview, merge, shown };
}

test('all sure groups are merged at once after their figures, as people’s merges, and undone whole', async (t) => {
  const { preview, merge, shown, run, found, pairs, get, resolve, client } = await withGroups(t);
  const before = await get(...pairs.flat());
  const counts = await preview();
  assert.deepEqual(
    [counts.Groups, counts.Profiles, counts.SureGroups, counts.ProfilesWillBeMerged],
    [4, 8, 3, 6],
  );
  assert.deepEqual(await preview({ JobId: found.JobId }), counts);
  assert.equal((await run<{ Sure: number }>('GetReviewCounts')).Sure, 3);
  assert.equal(await shown(), 6, 'figures change nothing');
  const job = await merge(counts.Hash);
  assert.deepEqual(
    [job.Kind, job.Status, job.Stats?.MergesDone, job.Stats?.MatchesFound, job.Stats?.GroupsToReview],
    ['MERGE', 'COMPLETED', 3, 3, 1],
  );
  assert.equal(await shown(), 3);
  const merged = await run<Listed>('ListMatchGroups', { JobId: job.JobId });
  const whom = merged.Items.map(({ Profiles }) => Profiles.length);
  assert.deepEqual([merged.Total, whom], [3, [2, 2, 2]]);
  const { Items } = await run<{ Items: { Method: string; JobId: string; MatchId: string }[] }>('ListMerges', {
    ProfileId: pairs[0]?.[0],
  });
  assert.deepEqual([Items[0]?.Method, Items[0]?.JobId], ['MANUAL', job.JobId]);
  assert.equal((await run<Listed>('ListMatchGroups')).Total, 1);
  const again = await resolve();
  assert.deepEqual(
    [again.Stats?.MergesUndone, await shown()],
    [0, 3],
    'a later run keeps what people merged',
  );
  const listed = await client.send(new ListIdentityResolutionJobsCommand({ DomainName }));
  assert.equal(listed.IdentityResolutionJobsList?.length, 2, 'it is no run in the sense of the API');
  const undone = await run<{ Undone: number }>('UndoJob', { JobId: job.JobId });
  assert.equal(undone.Undone, 3);
  assert.deepEqual(await get(...pairs.flat()), before);
  assert.equal((await preview()).SureGroups, 3, 'they wait again');
});

test('what has changed since the figures is refused or left to people', async (t) => {
  const { preview, run, pairs, client, merge, shown } = await withGroups(t);
  const { Hash } = await preview();
  const { Items } = await run<Listed>('ListMatchGroups');
  const groupOf = (id: string | undefined) =>
    Items.find(({ Profiles }) => Profiles.some(({ ProfileId }) => ProfileId === id))?.MatchId;
  await run('DecideMatch', { MatchId: groupOf(pairs[0]?.[0]), Decision: 'DIFFERENT' });
  await assert.rejects(run('MergeSureGroups', { Hash }), /changed since the preview/);
  const ProfileId = pairs[1]?.[0];
  await client.send(new UpdateProfileCommand({ DomainName, ProfileId, LastName: '森' }));
  const now = await preview();
  assert.deepEqual([now.Groups, now.SureGroups, now.ProfilesWillBeMerged], [3, 1, 2]);
  const job = await merge(now.Hash);
  assert.deepEqual([job.Stats?.MergesDone, await shown()], [1, 5]);
  const none = await preview();
  assert.equal(none.SureGroups, 0);
  await assert.rejects(run('MergeSureGroups', { Hash: none.Hash }), /No group that waits is sure/);
});

test('a supervisor merges and undoes at once, but not a run of the engine; beside an open run it is refused', async (t) => {
  const { preview, identity, resolve, run, quiet } = await withGroups(t);
  const as = async <T>(role: 'supervisor' | 'agent', name: string, input: object): Promise<T> => {
    const operation = identity.operations.find((found) => found.name === name)!;
    const caller = { ...call.caller, role };
    return (await operation.run({ DomainName, ...input }, { ...call, caller })) as T;
  };
  const run1 = await resolve();
  const { Hash } = await preview();
  const { JobId } = await as<{ JobId: string }>('supervisor', 'MergeSureGroups', { Hash });
  await assert.rejects(run('StartResolutionJob'), /under way/);
  await quiet();
  await assert.rejects(as('supervisor', 'UndoJob', { JobId: run1.JobId }), /administrators/);
  assert.equal((await as<{ Undone: number }>('supervisor', 'UndoJob', { JobId })).Undone, 3);
  await assert.rejects(run('UndoJob', { JobId }), /undone already/);
});

test('killed in the middle, it is taken up by the next process and merges every group once', async (t) => {
  const { preview, identity, house, run, folder, shown } = await withGroups(t);
  await identity.stop();
  const { Hash } = await preview();
  const { JobId } = await run<{ JobId: string }>('MergeSureGroups', { Hash });
  // A process that took it and died: it owns the run, is silent, and has merged nothing or a part of it.
  await house.sql`
    update resolution_job set status = 'MERGING', owner = ${'f'.repeat(32)}, heartbeat_at = now() - interval '1 hour'
    where job_id = ${JobId}`;
  const jobs = createJobs(house.sql);
  const other = createIdentity({
    ...{ house, jobs, buckets: folderBuckets(folder), createBuckets: true, follow: false, silence: 2_000 },
  });
  await other.start();
  t.after(() => other.stop().then(jobs.stop));
  for (let job: Job | undefined; !job?.EndedAt; ) {
    job = (await run<{ Job: Job }>('GetResolutionJob', { JobId })).Job;
    if (job.EndedAt) assert.deepEqual([job.Status, job.Stats?.MergesDone], ['COMPLETED', 3]);
  }
  assert.equal(await shown(), 3);
});
