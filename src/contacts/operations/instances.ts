import { listDomains } from '../../profiles/store/domains.ts';
import type { ConnectOperations } from '../../wire/operations.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { type ContactsCore, type Place, placeOf, placeOfInstance } from '../core.ts';
import { connectArn, phoneNumberArn } from '../ids.ts';
import { listPhoneNumbers } from '../store/queues.ts';
import { pageOfList } from './common.ts';

type InstanceOperation = 'ListInstances' | 'DescribeInstance' | 'ListPhoneNumbersV2' | 'ListSecurityProfiles';

const asInstance = (region: string, { domain, instance }: Place) => ({
  Id: instance.instanceId,
  Arn: connectArn(region, instance.instanceId),
  IdentityManagementType: 'CONNECT_MANAGED' as const,
  InstanceAlias: domain.name,
  CreatedTime: instance.createdAt,
  InstanceStatus: 'ACTIVE' as const,
  InboundCallsEnabled: true,
  OutboundCallsEnabled: true,
});

/** Instances: one per domain of customer profiles, named after it. */
export function instanceOperations(core: ContactsCore): Pick<ConnectOperations, InstanceOperation> {
  return {
    async ListInstances(input, call) {
      const limit = input.MaxResults ?? 10;
      const [after = ''] = fromToken(input.NextToken, ['text']) ?? [];
      const domains = await listDomains(core.house.sql, call.caller.accountId, after, limit + 1);
      const { items, nextToken } = pageOf(domains, limit, (domain) => [domain.name]);
      const places = await Promise.all(items.map(({ name }) => placeOf(core, call, name)));
      const InstanceSummaryList = places.map((place) => asInstance(call.caller.region, place));
      return { InstanceSummaryList, NextToken: nextToken };
    },

    async DescribeInstance({ InstanceId }, call) {
      return { Instance: asInstance(call.caller.region, await placeOfInstance(core, call, InstanceId)) };
    },

    async ListPhoneNumbersV2(input, call) {
      const target = input.InstanceId ?? input.TargetArn;
      const places = target
        ? [await placeOfInstance(core, call, target)]
        : await Promise.all(
            (await listDomains(core.house.sql, call.caller.accountId, '', 1_000)).map(({ name }) =>
              placeOf(core, call, name),
            ),
          );
      const { region } = call.caller;
      const lists = await Promise.all(
        places.map(async ({ domain, instance }) =>
          (await listPhoneNumbers(core.house.sql, domain.domainId)).map((number) => ({
            PhoneNumberId: number.phoneNumberId,
            PhoneNumberArn: phoneNumberArn(region, number.phoneNumberId),
            PhoneNumber: number.number,
            PhoneNumberType: 'DID' as const,
            PhoneNumberDescription: number.description,
            TargetArn: connectArn(region, instance.instanceId),
            InstanceId: instance.instanceId,
          })),
        ),
      );
      const prefix = input.PhoneNumberPrefix ?? '';
      const types = input.PhoneNumberTypes;
      const numbers = lists
        .flat()
        .filter(({ PhoneNumber }) => PhoneNumber.startsWith(prefix))
        .filter(({ PhoneNumberType }) => !types?.length || types.includes(PhoneNumberType));
      const { items, nextToken } = pageOfList(numbers, input, 100);
      return { ListPhoneNumbersSummaryList: items, NextToken: nextToken };
    },

    async ListSecurityProfiles(input, call) {
      const { instance } = await placeOfInstance(core, call, input.InstanceId);
      const all = securityProfiles.map(({ id, name }) => ({
        Id: id,
        Arn: connectArn(call.caller.region, instance.instanceId, ['security-profile', id]),
        Name: name,
      }));
      const { items, nextToken } = pageOfList(all, input, 100);
      return { SecurityProfileSummaryList: items, NextToken: nextToken };
    },
  };
}

/** Roles of the house under the names and as the ids of security profiles; the same in every instance. */
export const securityProfiles = [
  { id: '00000000000040008000000000000001', name: 'Admin', role: 'admin' },
  { id: '00000000000040008000000000000002', name: 'CallCenterManager', role: 'supervisor' },
  { id: '00000000000040008000000000000003', name: 'Agent', role: 'agent' },
] as const;
