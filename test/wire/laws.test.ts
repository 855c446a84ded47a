import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, test } from 'node:test';
import * as connect from '@aws-sdk/client-connect';
import * as cases from '@aws-sdk/client-connectcases';
import * as participant from '@aws-sdk/client-connectparticipant';
import * as profile from '@aws-sdk/client-customer-profiles';
import { HttpResponse } from '@smithy/core/protocols';
import fc from 'fast-check';
import { normalisePath, queryPairs, splitTarget } from '../../src/wire/canonical.ts';
import { jsonErrorOffset, parseJson } from '../../src/wire/json.ts';
import { parseMembers, parseRequest } from '../../src/wire/parse.ts';
import { serialiseMembers, serialiseResponse } from '../../src/wire/serialise.ts';
import { buildService } from '../../src/wire/services/service.ts';
import { services } from '../../src/wire/services/services.ts';
import { structureArbitrary } from './support/arbitrary.ts';
import { key } from './support/listener.ts';

interface Sent {
  method: string;
  path: string;
  query?: Record<string, string | string[]>;
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

type AnyClient = { send: (command: unknown) => Promise<Record<string, unknown>> };
type Modules = Record<string, new (input: unknown) => unknown>;

const clients = [
  ['profile', profile, profile.CustomerProfilesClient, 8],
  ['cases', cases, cases.ConnectCasesClient, 8],
  ['connect', connect, connect.ConnectClient, 2],
  ['participant', participant, participant.ConnectParticipantClient, 8],
] as const;

describe('what the official client sends is what an operation gets, and back', () => {
  for (const [name, sdk, Client, numRuns] of clients) {
    test(name, async () => {
      // Without our further members: this SDK would not send them.
      const service = buildService({ name, sdk, facts: '' });
      let sent: Sent | undefined;
      let answer = { status: 200, headers: {}, body: '' };
      const requestHandler = {
        handle: async (request: Sent) => {
          sent = request;
          const { status: statusCode, headers, body } = answer;
          return {
            response: new HttpResponse({ statusCode, headers, body: Readable.from([Buffer.from(body)]) }),
          };
        },
      };
      const client = new Client({
        endpoint: 'http://localhost',
        region: 'eu-west-1',
        credentials: key,
        requestHandler,
      } as never);
      for (const operation of service.operations.values()) {
        const Command = (sdk as unknown as Modules)[`${operation.name}Command`];
        if (!Command) continue;
        const pair = fc.tuple(structureArbitrary(operation.input), structureArbitrary(operation.output));
        await fc.assert(
          fc.asyncProperty(pair, async ([input, output]) => {
            answer = serialiseResponse(operation.output, output, operation.status);
            const { $metadata: _, ...received } = await (client as AnyClient).send(new Command(input));
            assert.ok(sent);
            const { path, pairs } = target(sent);
            const match = service.routes.match(sent.method, path, pairs);
            assert.equal(match?.found.name, operation.name);
            const body = parseJson(
              typeof sent.body === 'object' ? Buffer.concat([sent.body]) : (sent.body ?? ''),
            );
            const parts = { labels: match.labels, pairs, headers: sent.headers, body };
            const parsed = parseRequest(operation.input, parts);
            // The client fills in idempotency tokens that were left out.
            for (const member of operation.input.members) {
              if (member.idempotencyToken && input[member.name] === undefined) delete parsed[member.name];
            }
            assert.deepEqual(plain(parsed), plain(input), operation.name);
            assert.deepEqual(plain(withoutNulls(received)), plain(withoutNulls(output)), operation.name);
          }),
          { numRuns },
        );
      }
    });
  }
});

test('serialise, then parse, gives the same back (session door form)', () => {
  for (const service of services.values()) {
    for (const operation of service.operations.values()) {
      fc.assert(
        fc.property(structureArbitrary(operation.input), (input) => {
          const json = JSON.stringify(serialiseMembers(operation.input, input));
          assert.deepStrictEqual(parseMembers(operation.input, parseJson(json)), { ...input });
        }),
        { numRuns: service.name === 'connect' ? 3 : 15 },
      );
    }
  }
});

test('a text that is JSON parses; one that is not is refused at a place inside it', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(), fc.string(), (json, at, noise) => {
      const text = json.slice(0, at % (json.length + 1)) + noise;
      let parses = true;
      try {
        JSON.parse(text);
      } catch {
        parses = false;
      }
      const offset = jsonErrorOffset(text);
      assert.ok(offset >= 0 && offset <= text.length);
      if (parses || text.trim() === '') return;
      assert.throws(() => parseJson(text), { name: 'BadRequestException' });
      // Nothing that begins with the text before the broken place is refused for an earlier one.
      assert.ok(jsonErrorOffset(text.slice(0, offset)) >= offset || offset === text.length);
    }),
    { numRuns: 2000 },
  );
});

function target(sent: Sent) {
  const query = Object.entries(sent.query ?? {}).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  const { path, query: literal } = splitTarget(sent.path);
  return { path: normalisePath(path), pairs: queryPairs([literal, ...query].filter(Boolean).join('&')) };
}

/** Prototypes and undefined members aside, and without the key `__proto__`, which the client itself loses at places. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (value instanceof Uint8Array) return [...value];
  const entries = Object.entries(value).filter(([key, inner]) => inner !== undefined && key !== '__proto__');
  return entries.map(([key, inner]) => [key, plain(inner)]).sort();
}

function withoutNulls(output: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(output).filter(([, value]) => value !== null));
}
