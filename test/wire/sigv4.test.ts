import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DoorRequest } from '../../src/wire/awsDoor.ts';
import { createAwsDoor } from '../../src/wire/awsDoor.ts';
import type { Operations } from '../../src/wire/operations.ts';
import { Refusal } from '../../src/wire/refusal.ts';
import { verifySignature } from '../../src/wire/sigv4.ts';
import { doorDeps, key } from './support/listener.ts';
import { now, type Plan, searchBody, sha256, signed } from './support/sign.ts';

const services = new Set(['profile', 'cases', 'connect', 'nayose']);
const find = async (accessKeyId: string) =>
  accessKeyId === key.accessKeyId ? { secretAccessKey: key.secretAccessKey } : undefined;
const verify = (request: Omit<DoorRequest, 'body'> & { body: Buffer | undefined }, changes = {}) =>
  verifySignature(request, { find, services, now, ...changes });

describe('accepted', () => {
  const cases: [string, Plan][] = [
    ['a plain request', {}],
    ['without x-amz-content-sha256, as botocore signs', { checksum: false }],
    ['an empty body', { method: 'GET', url: '/domains', body: '' }],
    ['another service and region', { service: 'cases', region: 'us-gov-west-1', url: '/domains-list' }],
    [
      'an ARN in the path',
      { url: `/tags/${encodeURIComponent('arn:aws:profile:eu-west-1:1:domains/名寄せ a~b')}` },
    ],
    [
      'marks that encodeURIComponent leaves alone',
      { url: '/tags/a%21b%27c%28d%29e%2A?tagKeys=%21%27%28%29%2A' },
    ],
    ['a repeated query parameter, unsorted', { url: '/tags/x?tagKeys=b&tagKeys=a%20c&tagKeys=' }],
    ['unicode, plus, equals and empty values in the query', { url: '/domains?b=%2B%3D&a=%E5%90%8D&c&a-b=1' }],
    ['a path to be normalised', { url: '/domains//house/./x/../profiles/search/' }],
    ['spaces within header values', { headers: { 'x-amz-meta': '  a   b\t c ' } }],
    ['four minutes and 59 seconds old', { at: new Date(now.getTime() - 299_000) }],
    ['four minutes and 59 seconds ahead', { at: new Date(now.getTime() + 299_000) }],
    ['presigned', { expiresIn: 60, method: 'GET', body: '' }],
    ['presigned, with a body', { expiresIn: 60 }],
    [
      'presigned six days ago for seven days',
      { expiresIn: 604_800, at: new Date(now.getTime() - 6 * 86_400_000) },
    ],
  ];
  for (const [name, plan] of cases) {
    test(name, async () => {
      const verified = await verify(await signed(plan));
      assert.equal(verified.accessKeyId, key.accessKeyId);
      assert.equal(verified.region, plan.region ?? 'ap-northeast-1');
      assert.equal(verified.service, plan.service ?? 'profile');
    });
  }

  test('the first vector of the AWS test suite', async () => {
    const verified = await verify(
      {
        method: 'GET',
        url: '/',
        headers: {
          host: 'example.amazonaws.com',
          'x-amz-date': '20150830T123600Z',
          authorization:
            'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
        },
        body: Buffer.alloc(0),
      },
      { services: new Set(['service']), now: new Date('2015-08-30T12:36:00Z') },
    );
    assert.equal(verified.region, 'us-east-1');
  });

  test('an unsigned payload, where uploads are expected', async () => {
    const request = await signed({ method: 'PUT', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    const verified = await verify({ ...request, body: undefined }, { unsignedPayload: true });
    assert.equal(verified.payloadSha256, undefined);
  });

  test('a streamed body: the claimed hash is handed over to be checked', async () => {
    const verified = await verify({ ...(await signed()), body: undefined }, { unsignedPayload: true });
    assert.equal(verified.payloadSha256, sha256(searchBody));
  });
});

type Mutation = [name: string, exception: string, change: (request: DoorRequest) => DoorRequest, plan?: Plan];

const header = (name: string, value: string | undefined) => (request: DoorRequest) => ({
  ...request,
  headers: { ...request.headers, [name]: value },
});
const authorization = (from: string | RegExp, to: string) => (request: DoorRequest) =>
  header('authorization', String(request.headers.authorization).replace(from, to))(request);
const url = (from: string | RegExp, to: string) => (request: DoorRequest) => ({
  ...request,
  url: request.url.replace(from, to),
});
const body = (text: string) => (request: DoorRequest) => ({ ...request, body: Buffer.from(text) });
const same = (request: DoorRequest) => request;

const incomplete = 'IncompleteSignatureException';
const invalid = 'InvalidSignatureException';
const mutations: Mutation[] = [
  ['no signature at all', 'MissingAuthenticationTokenException', header('authorization', undefined)],
  ['empty authorization', incomplete, header('authorization', '')],
  ['another scheme', incomplete, header('authorization', 'Bearer x')],
  ['a weaker algorithm', incomplete, authorization('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1')],
  ['the asymmetric algorithm', incomplete, authorization('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256')],
  ['no Credential', incomplete, authorization(/Credential=[^,]*, /, '')],
  ['no SignedHeaders', incomplete, authorization(/SignedHeaders=[^,]*, /, '')],
  ['no Signature', incomplete, authorization(/, Signature=.*/, '')],
  ['two Signatures', incomplete, authorization(/(, Signature=.*)/, '$1$1')],
  ['an unknown part', incomplete, authorization(/$/, ', Extra=1')],
  ['a short signature', incomplete, authorization(/.$/, '')],
  ['an upper-case signature', incomplete, authorization(/Signature=.*/, `Signature=${'A'.repeat(64)}`)],
  ['a signature of zeros', invalid, authorization(/Signature=.*/, `Signature=${'0'.repeat(64)}`)],
  ['a flipped digit', invalid, same],
  ['an unknown key', 'UnrecognizedClientException', same, { accessKeyId: 'AKIDUNKNOWN' }],
  ['a wrong secret', invalid, same, { secretAccessKey: 'wrong' }],
  ['an empty key id', incomplete, authorization(key.accessKeyId, '')],
  ['another key put in', 'UnrecognizedClientException', authorization(key.accessKeyId, 'AKIDOTHER')],
  ['another day in the scope', invalid, authorization('/20260731/', '/20260730/')],
  ['another region in the scope', invalid, authorization('/ap-northeast-1/', '/us-east-1/')],
  ['another service in the scope', invalid, authorization('/profile/', '/cases/')],
  ['a service that is not ours', invalid, same, { service: 's3' }],
  ['another terminator', incomplete, authorization('aws4_request', 'aws5_request')],
  ['a scope of four parts', incomplete, authorization('/profile/', '/')],
  ['no date', incomplete, header('x-amz-date', undefined)],
  ['another date', invalid, header('x-amz-date', '20260731T120001Z')],
  ['a date that is none', incomplete, header('x-amz-date', '20260731T250000Z')],
  ['a date in words', incomplete, header('x-amz-date', 'Fri, 31 Jul 2026 12:00:00 GMT')],
  ['five minutes and one second old', invalid, same, { at: new Date(now.getTime() - 301_000) }],
  ['five minutes and one second ahead', invalid, same, { at: new Date(now.getTime() + 301_000) }],
  ['another method', invalid, (request) => ({ ...request, method: 'PUT' })],
  ['another path', invalid, url('house', 'home')],
  ['a decoded path', invalid, url('%3A', ':'), { url: '/tags/arn%3Aaws' }],
  ['a longer path', invalid, url('search', 'search/x')],
  ['another query value', invalid, url('max-results=5', 'max-results=6')],
  ['one more query parameter', invalid, url('max-results=5', 'max-results=5&next-token=x')],
  ['a query parameter taken away', invalid, url('?max-results=5', '')],
  ['another host', invalid, header('host', 'evil.example')],
  ['host not signed', invalid, authorization('host;', '')],
  ['an x-amz header added', invalid, header('x-amz-security-token', 'stolen')],
  [
    'a signed x-amz header changed',
    invalid,
    header('x-amz-target', 'b'),
    { headers: { 'x-amz-target': 'a' } },
  ],
  [
    'a signed header taken away',
    invalid,
    header('x-amz-target', undefined),
    { headers: { 'x-amz-target': 'a' } },
  ],
  ['signed headers out of order', incomplete, authorization(/SignedHeaders=host;/, 'SignedHeaders=zz;host;')],
  ['signed headers twice', incomplete, authorization('SignedHeaders=host', 'SignedHeaders=host;host')],
  ['signed headers in upper case', incomplete, authorization('SignedHeaders=host', 'SignedHeaders=Host')],
  ['another body', invalid, body('{"KeyName":"_phone","Values":["+81300000000"]}')],
  ['another body, hash not sent', invalid, body('{}'), { checksum: false }],
  ['another body that is not JSON', invalid, body('{')],
  [
    'another body with its hash put in',
    invalid,
    (r) => header('x-amz-content-sha256', sha256('{}'))(body('{}')(r)),
  ],
  ['an unsigned payload', invalid, same, { headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }],
  [
    'a streaming payload',
    invalid,
    same,
    { headers: { 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' } },
  ],
  [
    'the hash in upper case',
    invalid,
    same,
    { headers: { 'x-amz-content-sha256': sha256(searchBody).toUpperCase() } },
  ],
  ['signed in header and query', incomplete, url(/$/, '&X-Amz-Signature=0')],
  ['presigned: expired by a second', invalid, same, { expiresIn: 60, at: new Date(now.getTime() - 61_000) }],
  ['presigned: in the future', invalid, same, { expiresIn: 60, at: new Date(now.getTime() + 301_000) }],
  ['presigned: longer life', invalid, url('X-Amz-Expires=60', 'X-Amz-Expires=600'), { expiresIn: 60 }],
  [
    'presigned: longer than seven days',
    incomplete,
    url('X-Amz-Expires=60', 'X-Amz-Expires=604801'),
    { expiresIn: 60 },
  ],
  ['presigned: endless', incomplete, url('X-Amz-Expires=60', 'X-Amz-Expires='), { expiresIn: 60 }],
  ['presigned: no expiry', incomplete, url('X-Amz-Expires=60', 'x=1'), { expiresIn: 60 }],
  ['presigned: negative expiry', incomplete, url('X-Amz-Expires=60', 'X-Amz-Expires=-60'), { expiresIn: 60 }],
  ['presigned: another algorithm', incomplete, url('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'), { expiresIn: 60 }],
  [
    'presigned: signature twice',
    incomplete,
    url(/$/, `&X-Amz-Signature=${'0'.repeat(64)}`),
    { expiresIn: 60 },
  ],
  ['presigned: one more parameter', invalid, url(/$/, '&tagKeys=x'), { expiresIn: 60 }],
  ['presigned: another body', invalid, body('{}'), { expiresIn: 60 }],
  ['presigned: an x-amz header added', invalid, header('x-amz-target', 'x'), { expiresIn: 60 }],
  ['presigned: no date', incomplete, url(/X-Amz-Date=\w+/, 'x=1'), { expiresIn: 60 }],
];

describe('refused with 403, without effect', () => {
  const effects: unknown[] = [];
  const operations = {
    profile: {
      SearchProfiles: async (input: unknown) => {
        effects.push(input);
        return { Items: [] };
      },
    },
    nayose: [],
  } as unknown as Operations;
  const door = createAwsDoor(doorDeps({ operations, clock: () => now }));

  test('the request all mutations start from is accepted', async () => {
    assert.equal((await door(await signed())).status, 200);
    assert.equal(effects.length, 1);
  });

  for (const [name, exception, change, plan] of mutations) {
    test(name, async () => {
      const before = effects.length;
      const request = change(await signed(plan));
      if (name === 'a flipped digit') flip(request);
      const answer = await door(request);
      assert.equal(answer.status, 403, answer.body);
      assert.equal(answer.headers['x-amzn-errortype'], exception, answer.body);
      assert.ok(answer.headers['x-amzn-requestid']);
      assert.match(JSON.parse(answer.body).Message, /\w{3}/);
      assert.equal(effects.length, before);
    });
  }

  test('a clock that is wrong is named with the difference', async () => {
    await assert.rejects(verify(await signed({ at: new Date(now.getTime() - 3_600_000) })), (error) => {
      assert.ok(error instanceof Refusal);
      assert.match(error.message, /20260731T110000Z.*20260731T120000Z.*3600 seconds/);
      return true;
    });
  });

  test('a header sent twice', async () => {
    const request = await signed();
    const twice = { ...request, headers: { ...request.headers, 'x-amz-date': ['20260731T120000Z', 'x'] } };
    await assert.rejects(verify(twice), { name: 'IncompleteSignatureException' });
  });
});

function flip(request: DoorRequest): void {
  const value = String(request.headers.authorization);
  const last = value.endsWith('0') ? '1' : '0';
  (request.headers as Record<string, string>).authorization = value.slice(0, -1) + last;
}
