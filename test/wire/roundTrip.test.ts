import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as connect from '@aws-sdk/client-connect';
import * as cases from '@aws-sdk/client-connectcases';
import * as profile from '@aws-sdk/client-customer-profiles';
import type { ServiceName } from '../../src/wire/services/service.ts';
import { services } from '../../src/wire/services/services.ts';
import type { Shape, StructureShape } from '../../src/wire/shape.ts';
import { doorDeps, key, listen } from './support/listener.ts';

/** A value for every required-looking member: labels first of all, so that the SDK can build the path. */
function sample(shape: StructureShape): Record<string, unknown> {
  return Object.fromEntries(
    shape.members
      .filter((member) => member.binding === 'label')
      .map((member) => [
        member.name,
        member.name === 'resourceArn' ? 'arn:aws:profile:eu-west-1:1:domains/a b' : sampleValue(member.shape),
      ]),
  );
}

function sampleValue(shape: Shape): unknown {
  return shape.type === 'string' ? 'a b/ü:名寄せ' : 1;
}

for (const [name, sdk, Client] of [
  ['profile', profile, profile.CustomerProfilesClient],
  ['cases', cases, cases.ConnectCasesClient],
  ['connect', connect, connect.ConnectClient],
] as const) {
  test(`every operation of ${name} arrives from the official client and answers with its own name`, async (t) => {
    const deps = doorDeps();
    const endpoint = await listen(t, deps);
    const client = new Client({ endpoint, region: 'eu-west-1', credentials: key, maxAttempts: 1 }) as {
      send: (command: unknown) => Promise<unknown>;
    };
    const service = services.get(name as ServiceName);
    assert.ok(service);
    let count = 0;
    for (const operation of service.operations.values()) {
      const Command = (sdk as unknown as Record<string, new (input: unknown) => unknown>)[
        `${operation.name}Command`
      ];
      if (!Command) continue;
      await assert.rejects(
        client.send(new Command(sample(operation.input))),
        (error: Error & { $metadata?: { httpStatusCode?: number } }) => {
          assert.equal(
            error.$metadata?.httpStatusCode,
            501,
            `${operation.name}: ${error.name} ${error.message}`,
          );
          assert.equal(error.name, 'NotImplementedException');
          assert.match(error.message, new RegExp(`^${operation.name} `));
          return true;
        },
      );
      count++;
    }
    assert.ok(count >= 43);
    assert.deepEqual(deps.bugs, []);
  });
}
