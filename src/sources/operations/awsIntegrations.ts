import { childArn } from '../../profiles/arns.ts';
import type { House } from '../../profiles/house.ts';
import { withImplicitType } from '../../profiles/putObjectType.ts';
import { listTags, listTagsOf, putTags, removeTagsUnder } from '../../profiles/store/tags.ts';
import type { Caller } from '../../wire/call.ts';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import type { Buckets } from '../buckets/bucket.ts';
import { scheduleProblem } from '../schedule.ts';
import {
  deleteIntegration,
  findByFlow,
  findIntegration,
  type IntegrationRow,
  listByUri,
  listIntegrations,
  putIntegration,
} from '../store/integrations.ts';

type IntegrationOperation =
  | 'PutIntegration'
  | 'GetIntegration'
  | 'ListIntegrations'
  | 'ListAccountIntegrations'
  | 'DeleteIntegration';
type PutInput = Parameters<CustomerProfilesOperations['PutIntegration']>[0];

/** Integrations: where customer files come from, and when they are looked for. */
export function integrationOperations(
  house: House,
  buckets: Buckets,
): Pick<CustomerProfilesOperations, IntegrationOperation> {
  const { sql } = house;
  const describe = async (row: IntegrationRow, caller: Caller) => ({
    ...summary(row),
    Tags: await listTags(sql, row.accountId, arnOf(row, caller)),
  });
  return {
    async PutIntegration(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const source = await sourceOf(buckets, input);
      // Contact records exist from here on, and so do others that are named after a template.
      if (input.ObjectTypeName) await withImplicitType(house, domain, input.ObjectTypeName);
      const { DomainName: _, Uri, ObjectTypeName, Tags, ...settings } = input;
      const flowName = input.FlowDefinition?.FlowName;
      const same = flowName ? await findByFlow(sql, domain.domainId, flowName) : undefined;
      const uri = Uri ?? same?.uri ?? flowUri(call.caller, domain.name, input, house.clock());
      const before = same ?? (await findIntegration(sql, domain.domainId, uri));
      const given = { domainId: domain.domainId, uri, objectType: ObjectTypeName, settings, ...source };
      await putIntegration(sql, { ...given, at: house.clock() });
      const row = await requireIntegration(house, domain.domainId, uri);
      if (!before) await putTags(sql, domain.accountId, arnOf(row, call.caller), Tags ?? {});
      return describe(row, call.caller);
    },

    async GetIntegration({ DomainName, Uri }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      return describe(await requireIntegration(house, domain.domainId, Uri), call.caller);
    },

    async ListIntegrations({ DomainName, NextToken, MaxResults }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const limit = MaxResults ?? 100;
      const [after = ''] = fromToken(NextToken, ['text']) ?? [];
      const rows = await listIntegrations(sql, domain.domainId, after, limit + 1);
      const page = pageOf(rows, limit, (row) => [row.uri]);
      return { Items: await withTags(house, page.items, call.caller), NextToken: page.nextToken };
    },

    async ListAccountIntegrations({ Uri, NextToken, MaxResults }, call) {
      const limit = MaxResults ?? 100;
      const [after = ''] = fromToken(NextToken, ['text']) ?? [];
      const rows = await listByUri(sql, call.caller.accountId, Uri, after, limit + 1);
      const page = pageOf(rows, limit, (row) => [row.domainName]);
      return { Items: await withTags(house, page.items, call.caller), NextToken: page.nextToken };
    },

    async DeleteIntegration({ DomainName, Uri }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const row = await requireIntegration(house, domain.domainId, Uri);
      await deleteIntegration(sql, domain.domainId, Uri);
      await removeTagsUnder(sql, domain.accountId, arnOf(row, call.caller));
      return { Message: 'The integration was deleted; the profiles it brought stay.' };
    },
  };
}

async function withTags(house: House, rows: IntegrationRow[], caller: Caller) {
  const tags = await listTagsOf(
    house.sql,
    caller.accountId,
    rows.map((row) => arnOf(row, caller)),
  );
  return rows.map((row) => ({ ...summary(row), Tags: tags.get(arnOf(row, caller)) ?? {} }));
}

async function requireIntegration(house: House, domainId: number, uri: string): Promise<IntegrationRow> {
  const row = await findIntegration(house.sql, domainId, uri);
  if (row) return row;
  throw notFound(`The domain has no integration with Uri "${uri}".`);
}

const arnOf = (row: IntegrationRow, caller: Caller) =>
  childArn(caller, row.domainName, `integrations/${row.uri}`);

function summary({ domainName, uri, objectType, settings, createdAt, updatedAt }: IntegrationRow) {
  const { ObjectTypeNames, RoleArn, EventTriggerNames, Scope } = settings as Partial<PutInput>;
  return {
    DomainName: domainName,
    Uri: uri,
    ObjectTypeName: objectType,
    ObjectTypeNames,
    RoleArn,
    EventTriggerNames,
    Scope: Scope ?? ('PROFILE' as const),
    IsUnstructured: objectType === '_unstructured' ? true : undefined,
    CreatedAt: createdAt,
    LastUpdatedAt: updatedAt,
  };
}

/** AWS names the flow it makes `Customer_Profiles_<domain>_S3_<type>_<milliseconds>`. */
function flowUri({ region, accountId }: Caller, domain: string, input: PutInput, now: Date): string {
  const flow = `Customer_Profiles_${domain}_S3_${input.ObjectTypeName ?? 'mapped'}_${now.getTime()}`;
  return `arn:aws:appflow:${region}:${accountId}:flow/${flow}`;
}

/** Where an integration finds its files; a Uri of something we do not run is kept and answered, and brings nothing. */
async function sourceOf(buckets: Buckets, input: PutInput) {
  const { Uri, FlowDefinition } = input;
  if (!Uri === !FlowDefinition)
    throw badRequest('Give either Uri or FlowDefinition, and one of the two only.');
  if (!input.ObjectTypeName && !input.ObjectTypeNames) {
    throw badRequest('Give ObjectTypeName, the type that the objects are ingested as.');
  }
  const none = { bucket: undefined, prefix: '', schedule: undefined, timezone: undefined };
  if (!FlowDefinition) {
    const [, bucket, prefix = ''] = /^(?:s3:\/\/|arn:aws:s3:::)([^/]+)\/?(.*)$/.exec(Uri ?? '') ?? [];
    return bucket ? { ...none, bucket: await knownBucket(buckets, bucket), prefix } : none;
  }
  const { SourceFlowConfig, TriggerConfig } = FlowDefinition;
  const s3 = SourceFlowConfig.SourceConnectorProperties.S3;
  if (SourceFlowConfig.ConnectorType !== 'S3' || !s3) {
    throw badRequest(
      'FlowDefinition must have ConnectorType S3 with SourceConnectorProperties.S3; other sources are not read here.',
    );
  }
  const bucket = await knownBucket(buckets, s3.BucketName);
  return { bucket, prefix: s3.BucketPrefix ?? '', ...triggerOf(TriggerConfig) };
}

async function knownBucket(buckets: Buckets, name: string): Promise<string> {
  const bucket = await buckets.open(name).catch((error: Error) => {
    throw error.name === 'ResourceNotFoundException'
      ? badRequest(`${error.message} Make it before integrating it.`)
      : error;
  });
  return bucket.name;
}

function triggerOf({
  TriggerType,
  TriggerProperties,
}: NonNullable<PutInput['FlowDefinition']>['TriggerConfig']) {
  if (TriggerType === 'OnDemand') return { schedule: undefined, timezone: undefined };
  if (TriggerType !== 'Scheduled') {
    throw badRequest('TriggerType must be Scheduled or OnDemand for a source in S3.');
  }
  const scheduled = TriggerProperties?.Scheduled;
  if (!scheduled)
    throw badRequest('TriggerType Scheduled needs TriggerProperties.Scheduled with a ScheduleExpression.');
  const { ScheduleExpression: schedule, Timezone: timezone } = scheduled;
  const problem = scheduleProblem(schedule, timezone);
  if (problem) throw badRequest(`${problem}.`);
  return { schedule, timezone };
}
