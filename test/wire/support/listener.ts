import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { type AwsDoorDeps, createAwsDoor } from '../../../src/wire/awsDoor.ts';
import type { Role } from '../../../src/wire/call.ts';
import type { Operations } from '../../../src/wire/operations.ts';

/** The one key that test listeners know. */
export const key = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};

/** Tables in which nothing is built. */
export const emptyOperations = (): Operations => ({ profile: {} as Operations['profile'], nayose: [] });

/** Dependencies of a door that knows `key`, allows everything and fails the test's eye on bugs. */
export function doorDeps(changes: Partial<AwsDoorDeps> = {}): AwsDoorDeps & { bugs: unknown[] } {
  const bugs: unknown[] = [];
  return {
    operations: emptyOperations(),
    credentials: {
      async find(accessKeyId) {
        if (accessKeyId !== key.accessKeyId) return undefined;
        const role: Role = 'admin';
        return {
          secretAccessKey: key.secretAccessKey,
          accountId: '000000000000',
          role,
          arn: 'arn:aws:iam::000000000000:user/test',
        };
      },
    },
    authorise: () => {},
    clock: () => new Date(),
    log: { error: (details) => bugs.push(details) },
    bugs,
    ...changes,
  };
}

/** A real listener with the AWS door behind it; closed when the test ends. Resolves to its address. */
export async function listen(t: Pick<TestContext, 'after'>, deps: AwsDoorDeps): Promise<string> {
  const door = createAwsDoor(deps);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = 'GET', url = '/', headers } = request;
    const answer = await door({ method, url, headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
