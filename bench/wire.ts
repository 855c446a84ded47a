/** What the wire adds to a SearchProfiles request: verify, route, parse, validate, call, serialise. */
import { createServer } from 'node:http';
import { CustomerProfilesClient, SearchProfilesCommand } from '@aws-sdk/client-customer-profiles';
import { createAwsDoor, type DoorRequest } from '../src/wire/awsDoor.ts';
import { parseJson } from '../src/wire/json.ts';
import type { Operations } from '../src/wire/operations.ts';
import { serialiseResponse } from '../src/wire/serialise.ts';
import { services } from '../src/wire/services/services.ts';
import { verifySignature } from '../src/wire/sigv4.ts';

const key = { accessKeyId: 'AKIDBENCH', secretAccessKey: 'bench' };
const profile = {
  ProfileId: '0123456789abcdef0123456789abcdef',
  FirstName: '花子',
  LastName: '山田',
  PhoneNumber: '+81312345678',
  EmailAddress: 'hanako@example.com',
  Address: { City: '千代田区', State: '東京都', PostalCode: '100-0001', Country: 'JP' },
  Attributes: { 肌質: '乾燥', Ok_to_call: 'yes' },
};
const operations = {
  profile: { SearchProfiles: async () => ({ Items: [profile] }) },
  nayose: [],
} as unknown as Operations;

const request = await capture();
const now = new Date();
const credential = { ...key, accountId: '1', role: 'admin' as const, arn: 'bench' };
const find = async () => credential;
const door = createAwsDoor({
  operations,
  credentials: { find },
  authorise: () => {},
  clock: () => now,
  log: { error: console.error },
});
const scopes = new Set(['profile']);
const search = services.get('profile')?.operations.get('SearchProfiles');
if (!search || (await door(request)).status !== 200) throw new Error('the door refuses the bench');
const { output } = search;
const hundred = { Items: Array(100).fill(profile) };

await measure('verify', 'microseconds per request', 60, () =>
  verifySignature(request, { find, services: scopes, now }),
);
await measure('door', 'microseconds per SearchProfiles', 120, () => door(request));
await measure('parse', 'microseconds per body', 20, () => parseJson(request.body));
await measure(
  'serialise',
  'microseconds per 100 profiles',
  1000,
  () => serialiseResponse(output, hundred, 200),
  2000,
);

async function measure(name: string, unit: string, goal: number, run: () => unknown, rounds = 20_000) {
  for (let index = 0; index < rounds / 4; index++) await run();
  const start = performance.now();
  for (let index = 0; index < rounds; index++) await run();
  const value = Number((((performance.now() - start) * 1000) / rounds).toFixed(2));
  console.log(
    JSON.stringify({ bench: 'wire', metric: name, value, unit, goal, better: 'lower', ok: value <= goal }),
  );
}

/** One request as the official client sends it. */
async function capture(): Promise<DoorRequest> {
  let captured: DoorRequest | undefined;
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    captured = { method, url, headers, body: Buffer.concat(chunks) };
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new CustomerProfilesClient({ endpoint, region: 'ap-northeast-1', credentials: key });
  await client.send(
    new SearchProfilesCommand({
      DomainName: 'house',
      KeyName: '_phone',
      Values: ['+81312345678'],
      MaxResults: 20,
    }),
  );
  client.destroy();
  server.closeAllConnections();
  server.close();
  if (!captured) throw new Error('nothing was captured');
  return captured;
}
