import { compileDomain } from '../profiles/domain.ts';
import { listAllDomains } from '../profiles/store/domains.ts';
import { listObjectTypes } from '../profiles/store/objectTypes.ts';
import { Refusal } from '../wire/refusal.ts';
import { engineActor } from './applyPlan.ts';
import type { FollowStatus } from './follow/domainFollower.ts';
import { isDue } from './schedule.ts';
import { isOn, modelOnWrite, type ResolutionSettings, rulesHash, rulesOn, settingsOf } from './settings.ts';
import { type StartDeps, startJob } from './startJob.ts';
import { deleteExpiredJobs, findOpenJob, lastRunAt } from './store/jobs.ts';
import { findSettings, findState, type ResolutionState } from './store/settings.ts';

/** A run over changed rules that failed is tried again after so many milliseconds. */
const patience = 10 * 60_000;
/** After the last run, one for what was not matched on write comes so many milliseconds later at the earliest. */
const pause = 60 * 60_000;

/** What starting runs needs. */
export interface DueDeps extends StartDeps {
  /** How following a domain stands. */
  followed: (domainId: number) => Promise<Pick<FollowStatus, 'resident' | 'behind'>>;
}

/**
 * Starts a run in every domain whose time has come: daily or weekly, at once after matching was enabled, when rules
 * have changed since the data was last held against them, and when more was written at once, as by an import, than could
 * be matched on write. Runs that have expired go.
 */
export async function startDueJobs(deps: DueDeps, log: (message: string) => void): Promise<void> {
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
      const isTime = isDue(settings, last, clock()) || rulesWait(settings, state, last, clock());
      if (!isTime && !(await modelWaits(deps, row.domainId, settings, last))) continue;
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

/** Whether some of what was written has not been held against the model, and nothing more of it is coming. */
async function modelWaits(
  { followed, house }: DueDeps,
  domainId: number,
  settings: ResolutionSettings,
  last: Date | undefined,
): Promise<boolean> {
  if (!modelOnWrite(settings) || (last && house.clock().getTime() - last.getTime() < pause)) return false;
  const { resident, behind } = await followed(domainId);
  return resident && behind;
}
