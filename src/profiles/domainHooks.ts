import type { Domain, DomainSettings } from './domain.ts';

/** What a room above checks and does when a domain is made, changed or read: identity resolution's part of its settings. */
export interface DomainHooks {
  /** Refuses settings that cannot be used, before anything is written. `domain` is absent while it is being made. */
  check(given: Partial<DomainSettings>, domain: Domain | undefined): Promise<void>;
  /** Hears that a domain was made or its settings were changed. */
  changed(domain: Domain): Promise<void>;
  /** Hears that a domain is gone. */
  deleted(domainId: number): void;
  /** Status of rule-based matching; undefined while it is off. */
  ruleStatus(domainId: number): Promise<'PENDING' | 'IN_PROGRESS' | 'ACTIVE' | undefined>;
}

/** Nobody above has a part in domains. */
export const noHooks: DomainHooks = {
  check: async () => undefined,
  changed: async () => undefined,
  deleted: () => undefined,
  ruleStatus: async () => undefined,
};
