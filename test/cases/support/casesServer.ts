import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { ConnectCases, type FieldType, type FieldValueUnion } from '@aws-sdk/client-connectcases';
import { CreateDomainCommand, CreateProfileCommand } from '@aws-sdk/client-customer-profiles';
import { createCases } from '../../../src/cases/cases.ts';
import type { CaseFiles } from '../../../src/cases/operations/fileContent.ts';
import { mergeOperations } from '../../../src/identity/operations/merges.ts';
import type { Role } from '../../../src/wire/call.ts';
import type { NayoseOperation } from '../../../src/wire/nayose.ts';
import { startAwsServer } from '../../helpers/awsServer.ts';

export const accountId = '000000000000';
const secretAccessKey = 'test-secret-of-the-test-key';

/** Arn of a profile of the domain `shop`. */
export const profileArn = (profileId: string) =>
  `arn:aws:profile:ap-northeast-1:${accountId}:domains/shop/profiles/${profileId}`;

/** ARN of a contact that the roof knows. */
export const knownContact = (id: string) => `arn:aws:connect:x:0:instance/i/contact/${id}`;

/** A value in the form of the wire. */
export const wire = (value: string | number | boolean | null): FieldValueUnion => {
  if (value === null) return { emptyValue: {} };
  if (typeof value === 'number') return { doubleValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  return value.startsWith('arn:aws:iam') ? { userArnValue: value } : { stringValue: value };
};

/** Values by field id in the form of the wire. */
export const wireFields = (values: Record<string, string | number | boolean | null>) =>
  Object.entries(values).map(([id, value]) => ({ id, value: wire(value) }));

/** Values of an answer by field id. */
export const plain = (
  fields: { id?: string | undefined; value?: FieldValueUnion | undefined }[] | undefined,
) =>
  Object.fromEntries(
    (fields ?? []).map(({ id, value }) => [
      id,
      value?.emptyValue
        ? null
        : (value?.stringValue ?? value?.doubleValue ?? value?.booleanValue ?? value?.userArnValue),
    ]),
  );

/** A real listener with profiles and cases, a domain of each, a customer and a template. */
export async function startCases(t: TestContext) {
  const published: { topic: string; data: Record<string, unknown> }[] = [];
  let own: NayoseOperation[] = [];
  let caseFiles: CaseFiles | undefined;
  const server = await startAwsServer(t, mergeOperations, (house) => {
    const room = createCases({
      house,
      publish: (topic, data) => published.push({ topic, data }),
      contactOf: async (_, named) => {
        const id = /known-\d+$/.exec(named)?.[0];
        const connectedAt = new Date('2026-03-01T01:02:03Z');
        return id ? { contactArn: knownContact(id), channel: 'VOICE', connectedAt } : undefined;
      },
    });
    own = room.operations;
    caseFiles = room.files;
    return { cases: room.awsOperations, nayose: room.operations };
  });
  const clientOf = (account: string) =>
    new ConnectCases({
      endpoint: server.url,
      region: 'ap-northeast-1',
      maxAttempts: 1,
      credentials: { accessKeyId: `AKTEST${account}`, secretAccessKey },
    });
  const cases = clientOf(accountId);
  const stranger = clientOf('111111111111');
  t.after(() => {
    cases.destroy();
    stranger.destroy();
  });
  const profiles = server.client;
  await profiles.send(new CreateDomainCommand({ DomainName: 'shop', DefaultExpirationDays: 366 }));
  const customer = async (profile: object = { FirstName: 'Hanako' }) =>
    (await profiles.send(new CreateProfileCommand({ DomainName: 'shop', ...profile }))).ProfileId ?? '';
  const { domainId = '' } = await cases.createDomain({ name: 'desk' });
  const field = async (name: string, type: FieldType) =>
    (await cases.createField({ domainId, name, type })).fieldId ?? '';
  const { templateId = '' } = await cases.createTemplate({ domainId, name: 'Plain' });
  const profileId = await customer();
  const newCase = async (
    values: Record<string, string | number | boolean | null> = {},
    more: { templateId?: string; clientToken?: string; tags?: Record<string, string> } = {},
  ) => {
    const all = { title: 'A case', customer_id: profileArn(profileId), ...values };
    const answer = await cases.createCase({ domainId, templateId, fields: wireFields(all), ...more });
    return answer.caseId ?? '';
  };
  const get = async (caseId: string, ...ids: string[]) => {
    const fields = ids.map((id) => ({ id }));
    return plain((await cases.getCase({ domainId, caseId, fields })).fields);
  };
  const update = (caseId: string, values: Record<string, string | number | boolean | null>) =>
    cases.updateCase({ domainId, caseId, fields: wireFields(values) });
  /** Runs one of our own operations as somebody. */
  const run = async (
    name: string,
    input: object,
    arn = `arn:aws:iam::${accountId}:user/test`,
    role: Role = 'admin',
  ) => {
    const operation = own.find((one) => one.name === name);
    assert.ok(operation, name);
    const caller = { accountId, arn, region: 'ap-northeast-1', role };
    // biome-ignore lint/suspicious/noExplicitAny: the tests know the shapes
    return (await operation.run(input, { caller, requestId: 'test' })) as any;
  };
  const files = () => {
    assert.ok(caseFiles);
    return caseFiles;
  };
  return {
    ...server,
    files,
    ...{ cases, profiles, domainId, templateId, profileId, published, run, strangerCases: stranger },
    ...{ customer, field, newCase, get, update },
  };
}

/** Expects a refusal of this name and gives it. */
export async function refused(
  promise: Promise<unknown>,
  name: string,
): Promise<Error & Record<string, unknown>> {
  let problem: unknown;
  await promise.catch((cause: unknown) => {
    problem = cause;
  });
  assert.ok(problem instanceof Error, `${name} was expected, but it went through`);
  assert.equal(problem.name, name, problem.message);
  return problem as Error & Record<string, unknown>;
}
