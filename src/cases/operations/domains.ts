import type { EventBridgeConfiguration } from '@aws-sdk/client-connectcases';
import { newId } from '../../database/ids.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { casesArn } from '../arns.ts';
import { prepareDomain } from '../prepareDomain.ts';
import { quotas } from '../quotas.ts';
import { conflict, invalid, quotaExceeded } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import {
  countFreeDomains,
  deleteCaseDomain,
  insertCaseDomain,
  listCaseDomains,
  setEventConfiguration,
} from '../store/domains.ts';
import { loadFields } from '../store/fields.ts';

type DomainOperation =
  | 'CreateDomain'
  | 'GetDomain'
  | 'ListDomains'
  | 'DeleteDomain'
  | 'PutCaseEventConfiguration'
  | 'GetCaseEventConfiguration';

/** Cases domains and what their events carry. */
export function domainOperations(room: CaseRoom): Pick<ConnectCasesOperations, DomainOperation> {
  const { sql, clock } = room.house;
  return {
    async CreateDomain({ name }, { caller }) {
      const { accountId } = caller;
      const made = await sql.begin(async (tx) => {
        if ((await countFreeDomains(tx, accountId)) >= quotas.domains)
          throw quotaExceeded(`An account has at most ${quotas.domains} Cases domains; delete one first.`);
        const at = clock();
        const wanted = { casesId: newId(at.getTime()), accountId, name: name ?? '', domainId: undefined, at };
        const row = await insertCaseDomain(tx, wanted);
        if (!row) throw conflict('A Cases domain of this name exists already; choose another name.');
        await prepareDomain(tx, row);
        return row;
      });
      return {
        domainId: made.casesId,
        domainArn: casesArn(caller, made.casesId),
        domainStatus: 'Active' as const,
      };
    },

    async GetDomain({ domainId }, { caller }) {
      const domain = await openCaseDomain(room, caller.accountId, domainId ?? '');
      return {
        domainId: domain.casesId,
        domainArn: casesArn(caller, domain.casesId),
        name: domain.name,
        createdTime: domain.createdAt,
        domainStatus: 'Active' as const,
        tags: domain.tags,
      };
    },

    async ListDomains({ maxResults = 10, nextToken }, { caller }) {
      const [after = ''] = fromToken(nextToken, ['text']) ?? [];
      const rows = await listCaseDomains(sql, caller.accountId, after, maxResults + 1);
      const page = pageOf(rows, maxResults, ({ name }) => [name]);
      const domains = page.items.map(({ casesId, name }) => ({
        domainId: casesId,
        domainArn: casesArn(caller, casesId),
        name,
      }));
      return { domains, nextToken: page.nextToken };
    },

    async DeleteDomain({ domainId }, { caller }) {
      const domain = await openCaseDomain(room, caller.accountId, domainId ?? '');
      await deleteCaseDomain(sql, domain.caseDomainId);
      return {};
    },

    async PutCaseEventConfiguration({ domainId, eventBridge }, { caller }) {
      const domain = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const fields = await loadFields(sql, domain.caseDomainId);
      const unknown = eventBridge?.includedData?.caseData?.fields?.find(
        ({ id }) => fields.get(id ?? '')?.deleted !== false,
      );
      if (unknown) throw invalid(`Field ${unknown.id} does not exist in this domain.`);
      await setEventConfiguration(sql, domain.caseDomainId, eventBridge);
      return {};
    },

    async GetCaseEventConfiguration({ domainId }, { caller }) {
      const domain = await openCaseDomain(room, caller.accountId, domainId ?? '');
      const stored = (domain.eventConfiguration ?? { enabled: false }) as EventBridgeConfiguration;
      const caseData = stored.includedData?.caseData;
      if (!caseData) return { eventBridge: stored };
      const catalogue = await loadFields(sql, domain.caseDomainId);
      const fields = caseData.fields?.filter(({ id }) => catalogue.get(id ?? '')?.deleted === false);
      const includedData = { ...stored.includedData, caseData: { fields } };
      return { eventBridge: { ...stored, includedData } };
    },
  };
}
