import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import { startServer } from '../../src/main.ts';
import { testDatabase } from '../helpers/database.ts';
import { cookieFor } from './testApp.ts';

const password = 'a long password';

interface Item {
  ContactId: string;
  Channel: string;
  State: string;
  ProfileId?: string;
  Agent?: { Name: string };
  StartedAt: number;
  EndedAt?: number;
  HandledWithoutAgent: boolean;
}

test('the demo has a contact centre with weeks behind it; a second start adds nothing', {
  timeout: 240_000,
}, async (t) => {
  const { url } = await testDatabase(t);
  const dataDir = await mkdtemp(join(tmpdir(), 'nayose-demo-'));
  t.after(() => rm(dataDir, { recursive: true, force: true }));
  const problems: unknown[] = [];
  const start = () =>
    startServer(
      readConfig({ PORT: '0', NAYOSE_DATA_DIR: dataDir, DATABASE_URL: url, NAYOSE_ADMIN_PASSWORD: password }),
      {
        log: { info: () => undefined, error: (...facts) => void problems.push(facts) },
        ...{ version: 'test', webDir: undefined, demo: true },
      },
    );
  const first = await start();
  let seen: Awaited<ReturnType<typeof look>>;
  try {
    seen = await look(first.url);
    const { log, cases, view, purchases } = seen;
    assert.ok(log.length >= 50, `${log.length} contacts`);
    assert.deepEqual(
      log.filter(({ State }) => State !== 'ENDED').map(({ Channel, State }) => [Channel, State]),
      [['TASK', 'QUEUED']],
      'one task waits for whoever becomes available',
    );
    const over = log.filter(({ State }) => State === 'ENDED');
    assert.ok(
      over.every(({ StartedAt, EndedAt = 0 }) => StartedAt < EndedAt && EndedAt < Date.now() / 1_000),
    );
    assert.ok(
      over.some((one) => one.HandledWithoutAgent && one.ProfileId),
      'without an agent, in a history',
    );
    assert.ok(over.filter(({ ProfileId }) => ProfileId).length > over.length * 0.9);
    assert.ok(cases.length >= 5 && cases.some(({ Status }) => Status === 'closed'));
    assert.deepEqual(
      view.map(({ Kind }) => Kind),
      view.map(({ Kind }) => Kind).filter((kind) => kind !== 'miss' && kind !== 'return'),
    );
    assert.ok(seen.chat.length >= 4, 'what was said');
    assert.ok(purchases.length > 0);
    const times = seen.history.map(({ StartedAt }) => StartedAt);
    assert.ok(times.length > 3);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
      'a history is newest first',
    );
    await cookieFor(first.url, 'sato@nayose.local', password);
  } finally {
    await first.close();
  }
  const second = await start();
  try {
    const again = await look(second.url);
    assert.deepEqual(again.log.length, seen.log.length);
    assert.deepEqual(again.cases.length, seen.cases.length);
    assert.deepEqual(again.purchases.length, seen.purchases.length);
  } finally {
    await second.close();
  }
  assert.deepEqual(problems, []);
});

async function look(base: string) {
  const cookie = await cookieFor(base, 'admin@nayose.local', password);
  const call = async <Answer>(operation: string, input: object = {}): Promise<Answer> => {
    const response = await fetch(`${base}/api/nayose/${operation}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ DomainName: 'demo', ...input }),
    });
    assert.equal(response.status, 200, operation);
    return (await response.json()) as Answer;
  };
  const { Items: log } = await call<{ Items: Item[] }>('SearchContactLog', { MaxResults: 100 });
  const { Items: cases } = await call<{ Items: { Status: string }[] }>('FindCases', { MaxResults: 100 });
  const chatted = log.find((one) => one.Channel === 'CHAT' && !one.HandledWithoutAgent);
  const { Events: view } = await call<{ Events: { Kind: string }[] }>('GetContactView', {
    ContactId: chatted?.ContactId,
  });
  const { Items: chat } = await call<{ Items: object[] }>('GetChat', { ContactId: chatted?.ContactId });
  const found = await call<{ Items: { ProfileId: string }[] }>('FindProfiles', { Query: 'C0000003' });
  const { Items: purchases } = await call<{ Items: object[] }>('ListProfilePurchases', {
    ProfileId: found.Items[0]?.ProfileId,
  });
  const count = (id: string | undefined) => log.filter(({ ProfileId }) => ProfileId === id).length;
  const busiest = log.toSorted((a, b) => count(b.ProfileId) - count(a.ProfileId))[0]?.ProfileId;
  const { Items: history } = await call<{ Items: Item[] }>('ListProfileContacts', { ProfileId: busiest });
  return { log, cases, view, chat, purchases, history };
}
