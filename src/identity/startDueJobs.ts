import { compileDomain } from '../profiles/domain.ts';
import { listAllDomains } from '../profiles/store/domains.ts';
import { listObjectTypes } from '../profiles/store/objectTypes.ts';
import { Refusal } from '../wire/refusal.ts';
import { engineActor } from './applyPlan.ts';
import { isDue } from './schedule.ts';
import { isOn, type ResolutionSettings, rulesHash, rulesOn, settingsOf } from './settings.ts';
import { type StartDeps, startJob } from './startJob.ts';
import { deleteExpiredJobs, findOpenJob, lastRunAt } from './store/jobs.ts';
import { findSettings, findState, type ResolutionState } from './store/settings.ts';

/** A run over changed rules that failed is tried again after so many milliseconds. */
const patience = 10 * 60_000;

/**
 * Starts a run in every domain whose time has come: daily or weekly, at once after matching was enabled, and when rules
 * have changed since the data was last held against them. Runs that have expired go.
 */
export async function startDueJobs(deps: StartDeps, log: (message: string) => void): Promise<void> {
  const { sql, clock, defaultCountry } = deps.house;
  for (const row of await listAllDomains(sql)) {
    try {
      const settings = settingsOf(
        compileDomain(row, [], defaultCountry),
        await findSettings(sql, row.domainId),
      );
      if (!isOn(settings) || (await findOpenJob(sql, row.domainId))) continue;
      await deleteExpiredJobs(sql, row.domainId, clock());
      const last = await lastRunAt(sql, row.domainId);
      const state = await findState(sql, row.domainId);
      if (!isDue(settings, last, clock()) && !rulesWait(settings, state, last, clock())) continue;
      const domain = compileDomain(row, await listObjectTypes(sql, row.domainId), defaultCountry);
      await startJob(deps, domain, { kind: 'SCHEDULED', startedBy: engineActor });
    } catch (error) {
      if (!(error instanceof Refusal)) log(`resolution of domain ${row.name}: ${(error as Error).message}`);
    }
  }
}

/** Whether the data has not been held against the rules as they are now. */
function rulesWait(
  settings: ResolutionSettings,
  state: ResolutionState | undefined,
  last: Date | undefined,
  now: Date,
): boolean {
  const isHeld = state?.ruleStatus === 'ACTIVE' && state.ruleHash === rulesHash(settings.RuleBasedMatching);
  if (!rulesOn(settings) || isHeld) return false;
  if (!last || now.getTime() - last.getTime() > patience) return true;
  return state?.ruleStatusAt !== undefined && state.ruleStatusAt > last;
}
