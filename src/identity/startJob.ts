import type { Sql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { badRequest, notFound } from '../wire/refusal.ts';
import { fingerprintOf } from './runJob.ts';
import { isOn, type ResolutionSettings, settingsOf } from './settings.ts';
import { adoptJob, findJob, findOpenJob, insertJob, type JobKind, listJobs } from './store/jobs.ts';
import { findSettings } from './store/settings.ts';

/** Days that runs are listed (AWS: JobExpirationTime). Their merges stay. */
export const daysKept = 90;

/** What starting needs. */
export interface StartDeps {
  house: House;
  queue: { send(jobId: string): Promise<void> };
}

/** A run as somebody asks for it. */
export interface JobWish {
  kind: JobKind;
  startedBy: string;
  /** Settings to try, for a preview; absent: those in force. */
  settings?: ResolutionSettings | undefined;
  /** The preview to carry out. */
  previewId?: string | undefined;
}

/** The settings in force in a domain. */
export async function currentSettings(house: House, domain: Domain): Promise<ResolutionSettings> {
  return settingsOf(domain, await findSettings(house.sql, domain.domainId));
}

/**
 * Makes a run that waits for its turn; saving the settings of a preview has started one already, which then carries it
 * out. Refuses (400) while another one is open in the domain, when nothing is enabled,
 * and a preview that does not hold any more; (404) an unknown preview. Returns the id of the run.
 */
export async function startJob(deps: StartDeps, domain: Domain, wish: JobWish): Promise<string> {
  const { sql, clock } = deps.house;
  const settings = wish.settings ?? (await currentSettings(deps.house, domain));
  if (!isOn(settings)) {
    throw badRequest(
      `Neither Matching nor RuleBasedMatching is enabled in domain "${domain.name}"; enable one with UpdateDomain first.`,
    );
  }
  if (wish.previewId) {
    const done = await requireFresh(deps.house, domain, wish.previewId, settings);
    if (done) return done;
  }
  const createdAt = clock();
  const expiresAt = new Date(createdAt.getTime() + daysKept * 86_400_000);
  const job = { domainId: domain.domainId, jobId: newId(), ...wish, settings, previewId: wish.previewId };
  if (!(await insertJob(sql, { ...job, createdAt, expiresAt }))) {
    const { previewId, startedBy } = wish;
    const adopted = previewId && (await adoptJob(sql, domain.domainId, { previewId, startedBy }));
    if (adopted) return adopted;
    return refuseSecond(sql, domain);
  }
  await deps.queue.send(job.jobId);
  return job.jobId;
}

/** Refuses (400) a run beside the one that is open. */
export async function refuseSecond(sql: Sql, domain: Domain): Promise<never> {
  const open = await findOpenJob(sql, domain.domainId);
  throw badRequest(
    `Identity resolution job ${open?.jobId ?? ''} is under way in domain "${domain.name}" (${open?.status ?? 'PENDING'}); wait until it has ended.`,
  );
}

/** Refuses a preview that does not hold any more. The id of the run that has carried it out already, if one has. */
async function requireFresh(
  house: House,
  domain: Domain,
  previewId: string,
  settings: ResolutionSettings,
): Promise<string | undefined> {
  const preview = await findJob(house.sql, domain.domainId, previewId);
  if (preview?.kind !== 'PREVIEW') {
    throw notFound(`Preview ${previewId} does not exist in domain "${domain.name}".`);
  }
  if (preview.status !== 'COMPLETED') {
    throw badRequest(
      `Preview ${previewId} is ${preview.status}; only a completed preview can be carried out.`,
    );
  }
  const newest = { before: undefined, limit: 1, allKinds: false };
  const [last] = await listJobs(house.sql, domain.domainId, newest);
  const isDone = last && last.createdAt >= preview.createdAt && last.planHash === preview.planHash;
  if (isDone && !last.undoneAt && last.status !== 'FAILED') return last.jobId;
  if (preview.fingerprint !== (await fingerprintOf(house, domain, settings))) {
    throw badRequest(
      'Data or settings are not those of the preview any more. Save the settings that were previewed, or preview again.',
    );
  }
  return undefined;
}
