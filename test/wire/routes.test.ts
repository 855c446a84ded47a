import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Routes } from '../../src/wire/routes.ts';
import { services } from '../../src/wire/services/services.ts';

const routes = new Routes<string>();
for (const [method, uri, name] of [
  ['GET', '/domains', 'list'],
  ['GET', '/domains/{Name}', 'get'],
  ['POST', '/domains/{Name}/profiles', 'create'],
  ['POST', '/domains/{Name}/profiles/delete', 'delete'],
  ['GET', '/domains/{Name}/{Other}', 'other'],
  ['POST', '/related-items/', 'related'],
  ['GET', '/files/{Path+}', 'file'],
  ['GET', '/files/{Path+}/versions', 'versions'],
  ['GET', '/x?list', 'listX'],
  ['GET', '/x?type=a', 'typeX'],
  ['GET', '/x', 'plainX'],
] as const) {
  routes.add(method, uri, name);
}

const cases: [string, string, [string, string][], string | undefined, Record<string, string>][] = [
  ['GET', '/domains', [], 'list', {}],
  ['GET', '/domains/', [], 'list', {}],
  ['POST', '/domains', [], undefined, {}],
  ['GET', '/domains/a', [], 'get', { Name: 'a' }],
  ['GET', '/domains/a%2Fb%3Ac%20%E5%90%8D', [], 'get', { Name: 'a/b:c 名' }],
  ['GET', '/domains/%zz', [], 'get', { Name: '%zz' }],
  ['POST', '/domains/a/profiles', [], 'create', { Name: 'a' }],
  ['POST', '/domains/a/profiles/delete', [], 'delete', { Name: 'a' }],
  ['GET', '/domains/a/profiles', [], 'other', { Name: 'a', Other: 'profiles' }],
  ['POST', '/related-items', [], 'related', {}],
  ['POST', '/related-items/', [], 'related', {}],
  ['GET', '/files/a/b%20c/d', [], 'file', { Path: 'a/b c/d' }],
  ['GET', '/files/a/b/versions', [], 'versions', { Path: 'a/b' }],
  ['GET', '/files', [], undefined, {}],
  ['GET', '/x', [['list', '']], 'listX', {}],
  ['GET', '/x', [['type', 'a']], 'typeX', {}],
  ['GET', '/x', [['type', 'b']], 'plainX', {}],
  ['GET', '/nothing', [], undefined, {}],
  ['GET', '/__proto__', [], undefined, {}],
];

for (const [method, path, pairs, expected, labels] of cases) {
  test(`${method} ${path} ${pairs.join()} is ${expected}`, () => {
    const match = routes.match(method, path, pairs);
    assert.equal(match?.found, expected);
    if (match) assert.deepEqual({ ...match.labels }, labels);
  });
}

test('a route cannot be taken twice', () => {
  assert.throws(() => routes.add('GET', '/domains/{Else}', 'again'), /taken/);
});

test('every operation of every service finds itself', () => {
  for (const service of services.values()) {
    for (const operation of service.operations.values()) {
      const [path = '', query = ''] = operation.uri.replace(/\{[^}]+\}/g, 'x').split('?');
      const pairs = query
        ? query
            .split('&')
            .map((part): [string, string] => [part.split('=')[0] ?? '', part.split('=')[1] ?? ''])
        : [];
      assert.equal(service.routes.match(operation.method, path, pairs)?.found.name, operation.name);
    }
  }
});
