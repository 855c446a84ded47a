import type { Pool } from '../../database/connection.ts';
import { type Domain, typeVersions } from '../../profiles/domain.ts';
import { fold, valuesOf } from '../../profiles/fold.ts';
import type { ProfileRow } from '../../profiles/store/profiles.ts';
import { isOn, modelOnWrite, type ResolutionSettings, rulesHash, settingsOf } from '../settings.ts';
import { hasOpenRun } from '../store/jobs.ts';
import { findSettings, findState, setRuleStatus } from '../store/settings.ts';
import { loadResident } from './loadResident.ts';
import { OutboxPlace } from './outboxPlace.ts';
import type { ResidentProfile, ResidentSet } from './residentSet.ts';
import { settle } from './settle.ts';
import {
  type AnnouncedMember,
  type Announcement,
  listAllAnnouncements,
  listAnnouncedMembers,
  savePosition,
} from './store.ts';
import { modelFrom } from './storedModel.ts';

/** What following a domain needs from outside. */
export interface FollowDeps {
  sql: Pool;
  /** The domain as it is now; undefined when it is gone. */
  domain: () => Promise<Domain | undefined>;
  /** Tells open screens that what waits for people has changed. */
  changed: (domain: Domain) => void;
  log: (message: string) => void;
  /** Hears which announcements have been dealt with. */
  followed?: ((sequences: number[]) => void) | undefined;
  now: () => Date;
  limits?: Partial<FollowLimits>;
}

/** Bounds of the work that one write can make. */
export interface FollowLimits {
  /** A transaction may commit after one with a higher number: this far back announcements are looked for again. */
  overlap: number;
  /** Announcements read at once. */
  page: number;
  /** Changed profiles looked at in one transaction. */
  batch: number;
  /** More profiles than this hang together only by mistake; the next run looks at them. */
  mostRows: number;
  /** With more changed profiles waiting (an import), following stops and begins anew when it is quiet. */
  backlog: number;
  /** Milliseconds without a write after which it is quiet. */
  quiet: number;
}

const usualLimits: FollowLimits = {
  overlap: 200,
  page: 50,
  batch: 500,
  mostRows: 3_000,
  backlog: 20_000,
  quiet: 2_000,
};

/** How following a domain stands. */
export interface FollowStatus {
  /** All profiles are in memory and followed write by write. */
  resident: boolean;
  profiles: number;
  /** Too much was written at once; matches of those profiles come with the next run. */
  behind: boolean;
  /** Profiles that the next run has to look at, for too many hang together with them. */
  left: number;
  guarded: { level: number; profiles: number }[];
}

/** Profiles that have been announced. */
interface Changed {
  ids: readonly string[];
  /** They, those that are still there, and all that are shown as one with them. */
  members: readonly AnnouncedMember[];
  /** When the latest was announced, epoch milliseconds. */
  at: number;
  /** The set was loaded in this step. */
  isFresh: boolean;
}

interface Loaded {
  set: ResidentSet;
  settings: ResolutionSettings;
  /** What the set was made for. */
  made: string;
  /** The latest announcements that were made before: see `LoadedSet`. */
  sequence: number;
  seen: number[];
}

/** Equal while a set need not be made anew; the schedule and what may merge without asking do not matter to it. */
function madeFor(domain: Domain, { Matching, RuleBasedMatching, Nayose }: ResolutionSettings): string {
  const { OnWrite, CustomFields, DistinctIdFields, Bands } = Nayose;
  const model = Matching?.Enabled && OnWrite ? { CustomFields, DistinctIdFields, Bands } : undefined;
  return JSON.stringify([typeVersions(domain), domain.country, RuleBasedMatching, model]);
}

/** Follows the writes of one domain: keeps its resident set up to date and decides on what changes. One step at a time. */
export class DomainFollower {
  private readonly domainId: number;
  private readonly deps: FollowDeps;
  private readonly limits: FollowLimits;
  private loaded: Loaded | undefined;
  /** Where in the outbox it is; undefined before it has begun. */
  private place: OutboxPlace | undefined;
  private isStale = true;
  /** Settings may have changed. */
  private isDoubtful = true;
  private isBehind = false;
  /** The set knows changes that have not been decided on. */
  private isHalfway = false;
  /** When writes were noticed that the model has not matched. */
  private missedAt: Date | undefined;
  private readonly left = new Set<string>();
  /** Whether the rules may be others than those that everything was last held against. */
  private isUnheld = false;
  /** Rows still to be held against rules that are new, and which rows that has been done with. */
  private evaluating: { rows: Iterator<number>; done: Set<number> } | undefined;

  constructor(domainId: number, deps: FollowDeps) {
    this.domainId = domainId;
    this.deps = deps;
    this.limits = { ...usualLimits, ...deps.limits };
  }

  /** Settings may have changed: what they concern is loaded anew at the next step. */
  settingsChanged(): void {
    this.isDoubtful = true;
  }

  /** A step has failed. What it was in the middle of is looked at again, with the old matches of what it had changed. */
  failed(): void {
    if (this.isHalfway) this.isStale = true;
    this.isHalfway = false;
    // Rows that were taken to be held against the rules are not known any more.
    if (this.evaluating && this.loaded) this.evaluateAll();
  }

  /** A run has looked at everything before `since` and learnt a model, which is loaded; of that nothing is missed any more. */
  renew(since: Date): void {
    const settings = this.loaded?.settings;
    if (!settings || modelOnWrite(settings)) this.isStale = true;
    if (this.missedAt && this.missedAt < since) this.missedAt = undefined;
    this.left.clear();
  }

  status(): FollowStatus {
    const set = this.loaded?.set;
    return {
      resident: set !== undefined && !this.isBehind,
      profiles: set?.profiles ?? 0,
      behind: this.isBehind || this.missedAt !== undefined,
      left: this.left.size,
      guarded: set?.rules?.guarded() ?? [],
    };
  }

  /**
   * Does a bounded piece of work. `more`: at once, for more is waiting; `quiet`: when nothing has been written for a while;
   * `later`: after a while, whatever is written; `idle`: when something is written.
   */
  async step(isQuiet: boolean): Promise<'more' | 'quiet' | 'later' | 'idle'> {
    const domain = await this.deps.domain();
    if (!domain || !isOn(settingsOf(domain, undefined))) return this.forget();
    if (this.isBehind && !isQuiet) return 'quiet';
    // A run that a stopped server left in its midst ends first: what it finds is merged, and undone, as one.
    if (!this.place && (await hasOpenRun(this.deps.sql, this.domainId))) return 'later';
    const settings = await this.settings(domain);
    const isFresh = this.isStale || this.loaded?.made !== madeFor(domain, settings);
    if (isFresh) await this.load(domain, settings);
    this.loaded!.settings = settings;
    const pending = await this.pending();
    if (pending.profileIds.length > this.limits.backlog) {
      if (!isFresh) return this.fallBehind();
      // What was just loaded holds all this; only who is who in it has not been asked one by one.
      this.beginHere();
      return 'more';
    }
    if (pending.profileIds.length > 0) await this.follow(domain, pending, isFresh);
    const sequences = pending.all.map(({ sequence }) => sequence);
    this.place!.mark(sequences);
    if (sequences.length > 0) this.deps.followed?.(sequences);
    if (pending.isMore) return 'more';
    await this.savePosition();
    if (!this.isUnheld && !this.evaluating) return 'idle';
    // A run holds everything against the rules itself.
    if (await hasOpenRun(this.deps.sql, this.domainId)) return 'later';
    await this.startEvaluation();
    return (await this.evaluateSome(domain)) ? 'more' : 'idle';
  }

  /** Notes how far it has come. */
  async savePosition(): Promise<void> {
    if (!this.place || this.place.isSaved || !this.loaded) return;
    await savePosition(this.deps.sql, this.domainId, this.place.stored);
    this.place.isSaved = true;
  }

  private forget(): 'idle' {
    this.loaded = undefined;
    this.isBehind = false;
    this.evaluating = undefined;
    this.isUnheld = false;
    return 'idle';
  }

  /** What has just been loaded is where following goes on from. */
  private standHere(): void {
    const { sequence, seen: followed } = this.loaded!;
    this.place = new OutboxPlace({ sequence, followed }, this.limits.overlap, false);
  }

  /** As `standHere`, after too much for going one by one: rules are held against everything, the model waits for a run. */
  private beginHere(): void {
    this.standHere();
    this.missedAt = modelOnWrite(this.loaded!.settings) ? this.deps.now() : undefined;
    this.evaluateAll();
  }

  private evaluateAll(): void {
    const { rules } = this.loaded!.set;
    this.evaluating = rules && { rows: rules.matched(), done: new Set() };
  }

  private fallBehind(): 'quiet' {
    this.deps.log(`domain ${this.domainId}: more is written than can be matched one by one; matching pauses`);
    this.loaded = undefined;
    this.evaluating = undefined;
    this.isBehind = true;
    return 'quiet';
  }

  /** What holds now. Our own settings are looked up when somebody says that they have changed. */
  private async settings(domain: Domain): Promise<ResolutionSettings> {
    const known = this.loaded?.settings.Nayose;
    if (known && !this.isDoubtful) return settingsOf(domain, known);
    this.isDoubtful = false;
    return settingsOf(domain, await findSettings(this.deps.sql, this.domainId));
  }

  private async load(domain: Domain, settings: ResolutionSettings): Promise<void> {
    const { sql } = this.deps;
    this.loaded = undefined;
    const state = await findState(sql, this.domainId);
    const model = modelFrom(state?.model);
    const found = await loadResident(sql, domain, settings, model, this.limits.overlap);
    this.loaded = { ...found, settings, made: madeFor(domain, settings) };
    this.isStale = false;
    if (!this.place && state?.sequence !== undefined)
      this.place = new OutboxPlace({ ...state, sequence: state.sequence }, this.limits.overlap, true);
    if (this.evaluating) this.evaluateAll();
    if (this.isBehind) this.beginHere();
    else if (!this.place) this.standHere();
    this.isBehind = false;
    this.isUnheld = found.set.rules !== undefined;
  }

  /** Begins to hold everything against the rules, unless that has been done with them as they are. */
  private async startEvaluation(): Promise<void> {
    if (!this.isUnheld) return;
    const state = await findState(this.deps.sql, this.domainId);
    const hash = rulesHash(this.loaded!.settings.RuleBasedMatching);
    if (state?.ruleStatus !== 'ACTIVE' || state.ruleHash !== hash) {
      await setRuleStatus(this.deps.sql, this.domainId, 'IN_PROGRESS', hash, this.deps.now());
      this.evaluateAll();
    }
    this.isUnheld = false;
  }

  private async pending(): Promise<{ all: Announcement[]; profileIds: string[]; isMore: boolean }> {
    const { page, backlog } = this.limits;
    const all: Announcement[] = [];
    const profileIds = new Set<string>();
    const known = new Set<number>();
    for (let after = this.place!.latest; ; ) {
      const wanted = { after, or: this.place!.unseen(after, known), limit: page };
      const rows = await listAllAnnouncements(this.deps.sql, this.domainId, wanted);
      all.push(...rows);
      for (const { sequence } of rows) known.add(sequence);
      for (const row of rows) for (const id of row.profileIds) profileIds.add(id);
      const isMore = rows.length === page;
      if (!isMore || profileIds.size > backlog) return { all, profileIds: [...profileIds], isMore };
      after = Math.max(after, rows.at(-1)!.sequence);
    }
  }

  private async follow(
    domain: Domain,
    { all, profileIds }: { all: Announcement[]; profileIds: string[] },
    isFresh: boolean,
  ): Promise<void> {
    const { batch, page } = this.limits;
    const at = all.reduce((latest, announcement) => Math.max(latest, announcement.at.getTime()), 0);
    // What came on several pages was read at several times.
    const isWhole = all.length < page && profileIds.length <= batch && all.every(({ members }) => members);
    const read = isWhole ? all.flatMap(({ members }) => members!) : undefined;
    for (let start = 0; start < profileIds.length; start += batch) {
      const ids = profileIds.slice(start, start + batch);
      const members = read ?? (await listAnnouncedMembers(this.deps.sql, this.domainId, ids));
      await this.resolve(domain, { ids, members, at, isFresh });
    }
    if (this.loaded!.set.worn > 0.1) this.isStale = true;
  }

  /** Takes in what these profiles say now, and decides about them where there is anything to decide. */
  private async resolve(domain: Domain, { ids, members, at, isFresh }: Changed): Promise<void> {
    const { set } = this.loaded!;
    this.isHalfway = true;
    const touched = new Set<number>();
    const known = new Map(members.map((member) => [member.profileId, member]));
    for (const id of ids) {
      const member = known.get(id);
      if (member) set.put(residentOf(member, domain), touched);
      else set.remove(id, touched);
    }
    const shared = new Set(
      members
        .filter(({ profileId, survivorId }) => profileId !== survivorId)
        .flatMap((member) => [member.profileId, member.survivorId]),
    );
    for (const { profileId } of members) {
      const row = set.rowOf(profileId);
      if (row >= 0 && shared.has(profileId)) touched.add(row);
    }
    // While nobody followed, a key of theirs may have become a crowd's, which parts all who had it before.
    if (isFresh) for (const row of [...touched]) set.rules?.eachOfNewCrowd(row, this.limits.backlog, touched);
    // Most writes concern somebody who is like nobody else.
    const rows = [...touched].filter((row) => {
      const id = set.idOf(row);
      const member = known.get(id);
      return !member || member.isGrouped || shared.has(id) || !set.isAlone(row);
    });
    if (rows.length > 0) await this.settle(domain, rows, at);
    this.isHalfway = false;
  }

  private async settle(domain: Domain, rows: readonly number[], at: number): Promise<number[]> {
    const { set, settings } = this.loaded!;
    // Never before what it follows from: merges and facts are replayed in the order of their times.
    const now = new Date(Math.max(this.deps.now().getTime(), at));
    const { mostRows } = this.limits;
    const input = { domain, settings, set, rows, now, mostRows };
    const settled = await this.deps.sql.begin((tx) => settle(tx, input));
    for (const row of settled.left) this.left.add(set.idOf(row));
    if (settled.groups + settled.merged + settled.undone > 0) this.deps.changed(domain);
    return settled.rows;
  }

  /** Goes on holding rules against what was there before them. True when there is more to do. */
  private async evaluateSome(domain: Domain): Promise<boolean> {
    if (!this.evaluating || !this.loaded) return false;
    const { set, settings } = this.loaded;
    const { rows: open, done } = this.evaluating;
    const rows: number[] = [];
    while (rows.length < this.limits.batch) {
      const next = open.next();
      if (next.done) break;
      if (!done.has(next.value) && set.rowOf(set.idOf(next.value)) === next.value && !set.isAlone(next.value))
        rows.push(next.value);
    }
    if (rows.length > 0) {
      for (const row of await this.settle(domain, rows, 0)) done.add(row);
      return true;
    }
    this.evaluating = undefined;
    const hash = rulesHash(settings.RuleBasedMatching);
    await setRuleStatus(this.deps.sql, this.domainId, 'ACTIVE', hash, this.deps.now());
    this.deps.changed(domain);
    return false;
  }
}

function residentOf({ profileId, createdAt, facts }: ProfileRow, domain: Domain): ResidentProfile {
  return {
    profileId,
    createdAt: createdAt.getTime(),
    values: valuesOf(fold([facts], domain.foldTypes)),
    source: facts[0]?.t ?? 0,
  };
}
