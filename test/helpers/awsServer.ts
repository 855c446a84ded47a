import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { CustomerProfilesClient } from '@aws-sdk/client-customer-profiles';
import { type House, openHouse } from '../../src/profiles/house.ts';
import { customerProfilesOperations } from '../../src/profiles/operations/operations.ts';
import { createAwsDoor } from '../../src/wire/awsDoor.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { testDatabase } from './database.ts';

const secretAccessKey = 'test-secret-of-the-test-key';

/** A real listener with the AWS door on a database of its own, and the official client pointed at it. */
export interface AwsServer {
  client: CustomerProfilesClient;
  house: House;
  url: string;
  /** Moves the server's clock forward. */
  advance(milliseconds: number): void;
  /** A client of another account. */
  stranger: CustomerProfilesClient;
}

/** Starts it for one test, with operations of other rooms if wanted; everything is gone when the test has ended. */
export async function startAwsServer(
  t: TestContext,
  more: (house: House) => Partial<Operations['profile']> = () => ({}),
  others: (house: House) => Partial<Operations> = () => ({}),
): Promise<AwsServer> {
  const { sql } = await testDatabase(t);
  let ahead = 0;
  const house = openHouse(sql, { defaultCountry: 'JP', clock: () => new Date(Date.now() + ahead) });
  const profile = {
    ...customerProfilesOperations(house),
    ...more(house),
  } as unknown as Operations['profile'];
  const door = createAwsDoor({
    operations: { nayose: [], ...others(house), profile },
    credentials: {
      find: async (id) => ({
        secretAccessKey,
        accountId: id.slice(-12),
        role: 'admin',
        arn: `arn:aws:iam::${id.slice(-12)}:user/test`,
      }),
    },
    authorise: () => undefined,
    clock: () => new Date(),
    log: {
      error: (...problem: unknown[]) => console.error(...problem),
      warn: () => undefined,
      info: () => undefined,
    } as never,
  });
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = 'GET', url = '/', headers } = request;
    const answer = await door({ method, url, headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clientOf = (accountId: string) =>
    new CustomerProfilesClient({
      endpoint: url,
      region: 'ap-northeast-1',
      maxAttempts: 1,
      credentials: { accessKeyId: `AKTEST${accountId}`, secretAccessKey },
    });
  const client = clientOf('000000000000');
  const stranger = clientOf('111111111111');
  t.after(async () => {
    client.destroy();
    stranger.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { client, stranger, house, url, advance: (milliseconds) => (ahead += milliseconds) };
}
