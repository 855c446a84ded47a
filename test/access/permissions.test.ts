import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuthorise, listedOperations, neededRole } from '../../src/access/permissions.ts';
import type { Caller, Role } from '../../src/wire/call.ts';
import { Refusal } from '../../src/wire/refusal.ts';
import type { ServiceName } from '../../src/wire/services/service.ts';
import { services } from '../../src/wire/services/services.ts';

const roles = ['agent', 'supervisor', 'admin'] as const;

test('every operation named in the lists exists in its service, and in one list only', () => {
  for (const service of ['profile', 'cases', 'connect'] as ServiceName[]) {
    const known = services.get(service)!.operations;
    const listed = listedOperations(service);
    assert.deepEqual(
      listed.filter((name) => !known.has(name)),
      [],
      service,
    );
    assert.equal(new Set(listed).size, listed.length, service);
  }
});

test('who may do what', () => {
  const cases: [string, string, Role][] = [
    ['profile', 'SearchProfiles', 'agent'],
    ['profile', 'UpdateProfile', 'agent'],
    ['profile', 'DeleteProfile', 'supervisor'],
    ['profile', 'PutProfileObject', 'supervisor'],
    ['profile', 'MergeProfiles', 'agent'],
    ['profile', 'PutIntegration', 'supervisor'],
    ['profile', 'CreateDomain', 'admin'],
    ['profile', 'DeleteDomain', 'admin'],
    ['profile', 'TagResource', 'admin'],
    ['cases', 'CreateCase', 'agent'],
    ['cases', 'CreateRelatedItem', 'agent'],
    ['cases', 'DeleteCase', 'supervisor'],
    ['cases', 'CreateField', 'admin'],
    ['cases', 'DeleteTemplate', 'admin'],
    ['connect', 'StopContact', 'agent'],
    ['connect', 'CreateUser', 'admin'],
    ['elsewhere', 'SearchProfiles', 'admin'],
    ['constructor', 'name', 'admin'],
  ];
  const authorise = createAuthorise([]);
  for (const [service, operation, needed] of cases) {
    assert.equal(neededRole(service, operation), needed, `${service} ${operation}`);
    for (const role of roles) {
      const allowed = roles.indexOf(role) >= roles.indexOf(needed);
      const run = () => authorise(service, operation, caller(role));
      if (allowed) run();
      else assert.throws(run, (error) => error instanceof Refusal && error.status === 403);
    }
  }
});

test('operations of our own are for the roles they name, and unknown ones for nobody', () => {
  const authorise = createAuthorise([{ name: 'StartImport', roles: ['admin', 'supervisor'] }]);
  authorise('nayose', 'StartImport', caller('supervisor'));
  assert.throws(() => authorise('nayose', 'StartImport', caller('agent')), Refusal);
  assert.throws(() => authorise('nayose', 'toString', caller('admin')), Refusal);
});

const caller = (role: Role): Caller => ({
  accountId: '000000000000',
  arn: 'arn:x',
  region: 'us-east-1',
  role,
});
