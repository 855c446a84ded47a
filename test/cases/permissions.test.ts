import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAuthorise } from '../../src/access/permissions.ts';
import { createCases } from '../../src/cases/cases.ts';
import { openHouse } from '../../src/profiles/house.ts';
import type { Role } from '../../src/wire/call.ts';
import { testDatabase } from '../helpers/database.ts';

/** What a supervisor may beyond an agent, and what is left to admins; the rest is for everybody. */
const forSupervisors = ['DeleteCase', 'DeleteRelatedItem'];
const forAdmins = [
  ...['CreateDomain', 'DeleteDomain', 'PutCaseEventConfiguration', 'GetCaseEventConfiguration'],
  ...['CreateField', 'UpdateField', 'DeleteField', 'BatchPutFieldOptions'],
  ...['CreateLayout', 'UpdateLayout', 'DeleteLayout', 'CreateTemplate', 'UpdateTemplate', 'DeleteTemplate'],
  ...['CreateCaseRule', 'UpdateCaseRule', 'DeleteCaseRule', 'TagResource', 'UntagResource'],
];

test('agents read and write cases, supervisors delete them, admins set them up', async (t) => {
  const { sql } = await testDatabase(t);
  const { awsOperations, operations } = createCases({ house: openHouse(sql, { defaultCountry: 'JP' }) });
  const authorise = createAuthorise(operations);
  const may = (service: string, name: string, role: Role) => {
    const caller = { accountId: '000000000000', arn: 'arn:x', region: 'us-east-1', role };
    try {
      authorise(service, name, caller);
      return true;
    } catch {
      return false;
    }
  };
  const names = Object.keys(awsOperations);
  assert.equal(names.length, 43);
  for (const name of names) {
    const admins = forAdmins.includes(name);
    const supervisors = forSupervisors.includes(name);
    const expected = [!admins && !supervisors, !admins, true];
    assert.deepEqual(
      (['agent', 'supervisor', 'admin'] as const).map((role) => may('cases', name, role)),
      expected,
      name,
    );
  }
  for (const { name } of operations)
    for (const role of ['agent', 'supervisor', 'admin'] as const) assert.ok(may('nayose', name, role), name);
});
