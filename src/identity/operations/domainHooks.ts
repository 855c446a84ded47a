import type { MatchingRequest, RuleBasedMatchingRequest } from '@aws-sdk/client-customer-profiles';
import type { Pool } from '../../database/connection.ts';
import type { DomainHooks } from '../../profiles/domainHooks.ts';
import { listCustomFields } from '../../profiles/store/customFields.ts';
import { badRequest } from '../../wire/refusal.ts';
import { engineActor } from '../applyPlan.ts';
import { settingsProblems } from '../checkSettings.ts';
import { checkPlace, placeOf } from '../exportRun.ts';
import { rulesHash } from '../settings.ts';
import { startJob } from '../startJob.ts';
import { deletePending } from '../store/jobs.ts';
import { beginFollowing, findRuleStatus, findState, hasProfiles, setRuleStatus } from '../store/settings.ts';
import type { IdentityDeps } from './shapes.ts';

/** Whether a domain has no profile; what is written from now on is followed write by write. */
async function isEmpty(sql: Pool, domainId: number): Promise<boolean> {
  await beginFollowing(sql, domainId);
  return !(await hasProfiles(sql, domainId));
}

/** What CreateDomain, UpdateDomain and GetDomain ask this room. */
export function domainHooks(deps: IdentityDeps): DomainHooks {
  const { house } = deps;
  return {
    async check(given, domain) {
      const Matching = given.Matching as MatchingRequest | undefined;
      const RuleBasedMatching = given.RuleBasedMatching as RuleBasedMatchingRequest | undefined;
      if (!Matching && !RuleBasedMatching) return;
      const customFields = domain
        ? (await listCustomFields(house.sql, domain.domainId)).map(({ name }) => name)
        : [];
      const known = { customFields, objectTypes: domain && [...domain.types.keys()] };
      const problems = settingsProblems({ Matching, RuleBasedMatching }, known);
      if (problems.length > 0) throw badRequest(problems.slice(0, 10).join(' '));
      for (const config of [Matching?.ExportingConfig, RuleBasedMatching?.ExportingConfig]) {
        const place = placeOf(config);
        if (place) await checkPlace(deps, place);
      }
    },

    async changed(domain) {
      const { domainId } = domain;
      const rules = domain.settings.RuleBasedMatching as RuleBasedMatchingRequest | undefined;
      const matching = domain.settings.Matching as MatchingRequest | undefined;
      const state = await findState(house.sql, domainId);
      const hash = rulesHash(rules);
      const isNew = rules?.Enabled === true && (state?.ruleHash !== hash || !state.ruleStatus);
      const nothingThere = isNew && (await isEmpty(house.sql, domainId));
      // Where nothing is there yet, nothing waits to be evaluated (AWS: a new domain skips PENDING).
      if (isNew)
        await setRuleStatus(house.sql, domainId, nothingThere ? 'ACTIVE' : 'PENDING', hash, house.clock());
      else if (state && !rules?.Enabled && state.ruleStatus)
        await setRuleStatus(house.sql, domainId, undefined, hash, house.clock());
      if (!rules?.Enabled && !matching?.Enabled) await deletePending(house.sql, domainId);
      const isFirst = matching?.Enabled === true && state?.model === undefined;
      // Rules are held against the data there is as soon as they change (AWS: PENDING → IN_PROGRESS → ACTIVE).
      const wish = { kind: 'SCHEDULED' as const, startedBy: engineActor };
      const isStarted =
        ((isNew && !nothingThere) || isFirst) && (await startJob(deps, domain, wish).catch(() => undefined));
      // Writes are matched by the new settings once the run has held them against what is there, or at once without one.
      if (!isStarted) deps.settingsChanged(domainId);
      deps.tell(domain.name, {});
    },

    deleted: deps.settingsChanged,

    ruleStatus: (domainId) => findRuleStatus(house.sql, domainId),
  };
}
