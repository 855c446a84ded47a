import { type AccessDeps, accessOperations } from '../access/operations.ts';
import type { Cases } from '../cases/cases.ts';
import type { Contacts } from '../contacts/contacts.ts';
import type { Identity } from '../identity/identity.ts';
import type { House } from '../profiles/house.ts';
import { customerProfilesOperations, profileScreens } from '../profiles/operations/operations.ts';
import type { Sources } from '../sources/sources.ts';
import type { Operations } from '../wire/operations.ts';
import { notBuiltProfileOperations } from './notBuilt.ts';

/** Everything both doors serve, put together from the rooms. */
export function composeOperations(
  house: House,
  access: AccessDeps,
  sources: Sources,
  identity: Identity,
  cases: Cases,
  contacts: Contacts,
): Operations {
  return {
    profile: {
      ...notBuiltProfileOperations,
      ...customerProfilesOperations(house, identity.domainHooks),
      ...sources.awsOperations,
      ...identity.awsOperations,
    },
    cases: cases.awsOperations,
    connect: contacts.connect,
    participant: contacts.participant,
    nayose: [
      ...accessOperations(access),
      ...profileScreens(house),
      ...sources.operations,
      ...identity.operations,
      ...cases.operations,
      ...contacts.operations,
    ],
  };
}
