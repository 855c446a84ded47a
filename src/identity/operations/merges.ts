import type { FieldSourceProfileIds } from '@aws-sdk/client-customer-profiles';
import type { House } from '../../profiles/house.ts';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { wholeNamed } from '../fieldSources.ts';
import { mergeProfiles } from '../merge.ts';

/** MergeProfiles: merging by hand (AWS). `tell` hears that the review list of a domain may have changed. */
export function mergeOperations(
  house: House,
  tell: (domainName: string) => void = () => undefined,
): Pick<CustomerProfilesOperations, 'MergeProfiles'> {
  return {
    async MergeProfiles(input, call) {
      const { DomainName, MainProfileId, ProfileIdsToBeMerged, FieldSourceProfileIds } = input;
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const fieldSources = flatSources(FieldSourceProfileIds ?? {});
      const rule = { kind: 'MAIN' as const, fieldSources };
      const request = { mainId: MainProfileId, otherIds: ProfileIdsToBeMerged, rule };
      const mergeId = await mergeProfiles(house, domain, request, call.caller.arn);
      tell(domain.name);
      return {
        Message: `${ProfileIdsToBeMerged.length + 1} profiles are shown as one. Merge ${mergeId} can be undone.`,
      };
    },
  };
}

/** Field → profile; the map of attributes becomes `Attributes.<name>` (AWS: FieldSourceProfileIds). */
function flatSources(given: FieldSourceProfileIds): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string') flat[name] = value;
    else for (const [attribute, id] of Object.entries(value ?? {})) flat[`${name}.${attribute}`] = String(id);
  }
  return wholeNamed(flat);
}
