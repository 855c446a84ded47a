import { type AccessDeps, accessOperations } from '../access/operations.ts';
import type { House } from '../profiles/house.ts';
import { createIngestQueue } from '../profiles/ingestQueue.ts';
import { domainOperations } from '../profiles/operations/domains.ts';
import { historyOperations } from '../profiles/operations/history.ts';
import { keyOperations } from '../profiles/operations/keys.ts';
import { objectOperations } from '../profiles/operations/objects.ts';
import { objectTypeOperations } from '../profiles/operations/objectTypes.ts';
import { profileOperations } from '../profiles/operations/profiles.ts';
import { tagOperations } from '../profiles/operations/tags.ts';
import { templateOperations } from '../profiles/operations/templates.ts';
import type { Operations } from '../wire/operations.ts';
import { notBuiltProfileOperations } from './notBuilt.ts';

/** Everything both doors serve, put together from the rooms. */
export function composeOperations(house: House, access: AccessDeps): Operations {
  return {
    profile: {
      ...notBuiltProfileOperations,
      ...domainOperations(house),
      ...objectTypeOperations(house),
      ...templateOperations,
      ...profileOperations(house),
      ...keyOperations(house),
      ...objectOperations(house, createIngestQueue(house)),
      ...historyOperations(house),
      ...tagOperations(house),
    },
    nayose: [...accessOperations(access)],
  };
}
