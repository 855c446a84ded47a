import type { GetDomainResponse } from '@aws-sdk/client-customer-profiles';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { addTags } from '../addTags.ts';
import { domainArn } from '../arns.ts';
import type { DomainRow, DomainSettings } from '../domain.ts';
import { type DomainHooks, noHooks } from '../domainHooks.ts';
import type { House } from '../house.ts';
import {
  deleteDomain,
  domainStats,
  insertDomain,
  listDomains,
  lockSettings,
  updateDomain,
} from '../store/domains.ts';
import { listTags, listTagsOf, putTags, removeTagsUnder } from '../store/tags.ts';

type DomainOperation = 'CreateDomain' | 'GetDomain' | 'ListDomains' | 'UpdateDomain' | 'DeleteDomain';

/** Domains: CreateDomain, GetDomain, ListDomains, UpdateDomain, DeleteDomain. */
export function domainOperations(
  house: House,
  hooks: DomainHooks = noHooks,
): Pick<CustomerProfilesOperations, DomainOperation> {
  const { sql } = house;
  return {
    async CreateDomain(input, call) {
      const { DomainName, Tags, ...given } = input;
      const name = DomainName ?? '';
      const { accountId } = call.caller;
      const settings = mergeSettings(undefined, given);
      await hooks.check(given as Partial<DomainSettings>, undefined);
      const row = await sql.begin(async (tx) => {
        const made = await insertDomain(tx, { accountId, name, settings, at: house.clock() });
        if (made) await putTags(tx, accountId, domainArn(call.caller, name), Tags ?? {});
        return made;
      });
      if (!row) throw badRequest(`Domain "${name}" exists already; choose another DomainName or update it.`);
      await tellChanged(house, hooks, accountId, name);
      return { ...describe(row, await hooks.ruleStatus(row.domainId)), ...dates(row), Tags: Tags ?? {} };
    },

    async GetDomain(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName ?? '');
      const Stats = await domainStats(sql, domain.domainId);
      const Tags = await listTags(sql, domain.accountId, domainArn(call.caller, domain.name));
      const status = await hooks.ruleStatus(domain.domainId);
      return { ...describe(domain, status), ...dates(domain), Stats, Tags };
    },

    async ListDomains(input, call) {
      const { accountId } = call.caller;
      const limit = input.MaxResults ?? 100;
      const [after = ''] = fromToken(input.NextToken, ['text']) ?? [];
      const rows = await listDomains(sql, accountId, after, limit + 1);
      const page = pageOf(rows, limit, (row) => [row.name]);
      const arns = page.items.map((row) => domainArn(call.caller, row.name));
      const tags = await listTagsOf(sql, accountId, arns);
      const Items = page.items.map((row, index) => ({
        DomainName: row.name,
        ...dates(row),
        Tags: tags.get(arns[index] ?? '') ?? {},
      }));
      return { Items, NextToken: page.nextToken };
    },

    async UpdateDomain(input, call) {
      const { DomainName, Tags, ...given } = input;
      const domain = await house.domains.get(call.caller.accountId, DomainName ?? '');
      await hooks.check(given as Partial<DomainSettings>, domain);
      const at = house.clock();
      const arn = domainArn(call.caller, domain.name);
      const settings = await sql.begin(async (tx) => {
        const before = await lockSettings(tx, domain.domainId);
        if (!before) throw notFound(`Domain "${domain.name}" does not exist.`);
        const after = mergeSettings(before, given);
        await updateDomain(tx, domain.domainId, after, at);
        await addTags(tx, domain.accountId, arn, Tags ?? {});
        return after;
      });
      await tellChanged(house, hooks, domain.accountId, domain.name);
      const row = { ...domain, settings, updatedAt: at };
      const status = await hooks.ruleStatus(domain.domainId);
      return { ...describe(row, status), ...dates(row), Tags: await listTags(sql, domain.accountId, arn) };
    },

    async DeleteDomain(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName ?? '');
      await sql.begin(async (tx) => {
        await deleteDomain(tx, domain.domainId);
        await removeTagsUnder(tx, domain.accountId, domainArn(call.caller, domain.name));
      });
      house.domains.forget(domain.accountId, domain.name);
      hooks.deleted(domain.domainId);
      return { Message: `Domain "${domain.name}" and all its data were deleted.` };
    },
  };
}

async function tellChanged(house: House, hooks: DomainHooks, accountId: string, name: string): Promise<void> {
  house.domains.forget(accountId, name);
  await hooks.changed(await house.domains.get(accountId, name));
}

const dates = (row: DomainRow) => ({ CreatedAt: row.createdAt, LastUpdatedAt: row.updatedAt });

/** An absent member keeps its value; an empty text clears it (AWS: UpdateDomain). */
function mergeSettings(before: DomainSettings | undefined, given: object): DomainSettings {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  const merged = { ...before, ...Object.fromEntries(present) } as Record<string, unknown>;
  for (const [name, value] of Object.entries(merged)) if (value === '') delete merged[name];
  return merged as unknown as DomainSettings;
}

/** Members shared by all answers about one domain. */
function describe(row: DomainRow, status: Awaited<ReturnType<DomainHooks['ruleStatus']>>) {
  const { Matching, RuleBasedMatching, DataStore, DefaultExpirationDays, ...rest } = row.settings;
  const rules = RuleBasedMatching as GetDomainResponse['RuleBasedMatching'];
  return {
    DomainName: row.name,
    DefaultExpirationDays,
    DefaultEncryptionKey: rest.DefaultEncryptionKey,
    DeadLetterQueueUrl: rest.DeadLetterQueueUrl,
    Matching: Matching as GetDomainResponse['Matching'],
    RuleBasedMatching: rules && status ? { ...rules, Status: status } : rules,
    DataStore: DataStore as GetDomainResponse['DataStore'],
  };
}
