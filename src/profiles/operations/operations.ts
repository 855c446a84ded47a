import type { NayoseOperation } from '../../wire/nayose.ts';
import type { DomainHooks } from '../domainHooks.ts';
import type { House } from '../house.ts';
import { createIngestQueue } from '../ingestQueue.ts';
import { customFieldOperations } from './customFields.ts';
import { detectOperations } from './detect.ts';
import { domainOperations } from './domains.ts';
import { historyOperations } from './history.ts';
import { keyOperations } from './keys.ts';
import { objectOperations } from './objects.ts';
import { objectTypeOperations } from './objectTypes.ts';
import { profileOperations } from './profiles.ts';
import { purchaseOperation } from './purchases.ts';
import { screenOperations } from './screens.ts';
import { tagOperations } from './tags.ts';
import { templateOperations } from './templates.ts';

/** Every AWS operation that this room answers. `hooks`: what a room above has to do with domains. */
export function customerProfilesOperations(house: House, hooks?: DomainHooks) {
  const queue = createIngestQueue(house);
  return {
    ...domainOperations(house, hooks),
    ...objectTypeOperations(house),
    ...templateOperations,
    ...profileOperations(house),
    ...keyOperations(house),
    ...objectOperations(house, queue),
    ...historyOperations(house),
    ...tagOperations(house),
    ...detectOperations(house),
  };
}

/** Every operation of our own service that this room answers. */
export function profileScreens(house: House): NayoseOperation[] {
  return [...screenOperations(house), purchaseOperation(house), ...customFieldOperations(house)];
}
