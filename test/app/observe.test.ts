import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { accountId, systemCaller } from '../../src/access/account.ts';
import { listAuditEvents } from '../../src/access/store/audit.ts';
import { watchImports } from '../../src/app/importMetrics.ts';
import { createMetrics } from '../../src/app/metrics.ts';
import { observe } from '../../src/app/observe.ts';
import { defineOperation } from '../../src/wire/nayose.ts';
import { notBuilt, type Operations } from '../../src/wire/operations.ts';
import { badRequest } from '../../src/wire/refusal.ts';
import { testDatabase } from '../helpers/database.ts';

const call = { caller: systemCaller, requestId: 'r' };

test('operations are counted by outcome, and deletions that happened are on record, without personal data', async (t) => {
  const { sql } = await testDatabase(t);
  const metrics = createMetrics();
  const own = defineOperation({
    name: 'DeleteCustomField',
    summary: 'x',
    input: z.looseObject({}),
    output: z.unknown(),
    roles: ['admin'],
    handler: async () => ({}),
  });
  const tables = {
    profile: {
      DeleteProfile: async ({ ProfileId }: { ProfileId: string }) => {
        if (ProfileId === 'none') throw badRequest('no');
        if (ProfileId === 'bug') throw new Error('bug');
        return { Message: 'OK' };
      },
      GetMatches: notBuilt,
    },
    nayose: [own],
  };
  const observed = observe(tables as unknown as Operations, { sql, metrics });
  const remove = observed.profile.DeleteProfile as unknown as (input: object, at: object) => Promise<unknown>;
  await remove({ DomainName: 'shop', ProfileId: '1', PhoneNumber: '090' }, call);
  await assert.rejects(remove({ DomainName: 'shop', ProfileId: 'none' }, call));
  await assert.rejects(remove({ DomainName: 'shop', ProfileId: 'bug' }, call));
  await observed.nayose[0]!.run({ DomainName: 'shop', Name: '肌質' }, call);
  assert.equal(observed.profile.GetMatches, notBuilt);
  const page = await metrics.render();
  for (const outcome of ['ok', 'refused', 'failed']) {
    const line = `nayose_operations_total{service="profile",operation="DeleteProfile",outcome="${outcome}"} 1`;
    assert.ok(page.includes(line), page);
  }
  assert.match(page, /nayose_operation_seconds_count\{service="profile",operation="DeleteProfile"\} 3/);
  const events = await listAuditEvents(sql, accountId, { limit: 9, beforeId: undefined, action: undefined });
  assert.deepEqual(
    events.map(({ action, target, detail }) => ({ action, target, detail })),
    [
      { action: 'DeleteCustomField', target: 'shop/肌質', detail: { DomainName: 'shop', Name: '肌質' } },
      { action: 'DeleteProfile', target: 'shop/1', detail: { DomainName: 'shop', ProfileId: '1' } },
    ],
  );
});

test('the metrics page: escaped labels, cumulative buckets, a gauge that fails is left out', async () => {
  const metrics = createMetrics();
  const seconds = metrics.histogram('t_seconds', 'Time.', [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 3]) seconds.observe({ door: 'a"\\\n' }, value);
  metrics.gauge('broken', 'Never.', () => Promise.reject(new Error('away')));
  metrics.gauge('fine', 'Always.', () => [{ value: 7 }]);
  assert.equal(
    await metrics.render(),
    [
      '# HELP t_seconds Time.',
      '# TYPE t_seconds histogram',
      't_seconds_bucket{door="a\\"\\\\\\n",le="0.1"} 2',
      't_seconds_bucket{door="a\\"\\\\\\n",le="1"} 3',
      't_seconds_bucket{door="a\\"\\\\\\n",le="+Inf"} 4',
      't_seconds_sum{door="a\\"\\\\\\n"} 3.65',
      't_seconds_count{door="a\\"\\\\\\n"} 4',
      '# HELP broken Never.',
      '# TYPE broken gauge',
      '# HELP fine Always.',
      '# TYPE fine gauge',
      'fine 7',
      '',
    ].join('\n'),
  );
});

test('rows of imports are counted once, from where the process took them up, and dry runs not', async () => {
  const metrics = createMetrics();
  const hear = watchImports(metrics);
  const rows = { BytesRead: 10, BytesTotal: 20, Updated: 0, Unchanged: 0, Rejected: 1, DryRun: false };
  hear({ ...rows, ImportId: 'a', Status: 'RUNNING', Created: 100 });
  hear({ ...rows, ImportId: 'a', Status: 'RUNNING', Created: 150 });
  assert.match(
    await metrics.render(),
    /nayose_imports_running 1\n[\s\S]*bytes_total 20\n[\s\S]*bytes_read 10\n/,
  );
  hear({ ...rows, ImportId: 'a', Status: 'COMPLETED', Created: 160, Rejected: 2 });
  hear({ ...rows, ImportId: 'b', Status: 'COMPLETED', Created: 5, Rejected: 0 });
  hear({ ...rows, ImportId: 'c', Status: 'COMPLETED', Created: 9, DryRun: true });
  const page = await metrics.render();
  assert.match(page, /nayose_import_rows_total\{outcome="created"\} 65\n/);
  assert.match(page, /nayose_import_rows_total\{outcome="rejected"\} 1\n/);
  assert.match(page, /nayose_imports_running 0\n/);
});
