import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { changeProfileKeys } from '../changeKeys.ts';
import type { House } from '../house.ts';

/** Keys attached and detached by hand. */
export function keyOperations(
  house: House,
): Pick<CustomerProfilesOperations, 'AddProfileKey' | 'DeleteProfileKey'> {
  return {
    async AddProfileKey({ DomainName, ProfileId, KeyName, Values }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      await changeProfileKeys(
        house,
        domain,
        ProfileId,
        { action: 'add', name: KeyName, values: Values },
        call.caller.arn,
      );
      return { KeyName, Values };
    },

    async DeleteProfileKey({ DomainName, ProfileId, KeyName, Values }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const change = { action: 'delete' as const, name: KeyName, values: Values };
      const removed = await changeProfileKeys(house, domain, ProfileId, change, call.caller.arn);
      return { Message: `${removed} of ${Values.length} values of key "${KeyName}" were removed.` };
    },
  };
}
