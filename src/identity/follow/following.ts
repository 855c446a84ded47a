import type { Pool } from '../../database/connection.ts';
import type { Domain } from '../../profiles/domain.ts';
import { createDomainCache } from '../../profiles/domainCache.ts';
import { listAllDomains } from '../../profiles/store/domains.ts';
import { Refusal } from '../../wire/refusal.ts';
import { DomainFollower, type FollowLimits, type FollowStatus } from './domainFollower.ts';

/** What following all domains needs from outside. */
export interface FollowingDeps {
  sql: Pool;
  defaultCountry: string;
  publish: (topic: string, data: Record<string, unknown>) => void;
  log: (message: string) => void;
  /** Hears which announcements of a domain have been dealt with. */
  followed?: ((domainId: number, sequences: number[]) => void) | undefined;
  now: () => Date;
  limits?: Partial<FollowLimits>;
}

const nobody: FollowStatus = { resident: false, profiles: 0, behind: false, left: 0, guarded: [] };

interface Followed {
  follower: DomainFollower;
  /** When something was last written, epoch milliseconds. */
  written: number;
  running: boolean;
  again: boolean;
  /** Steps that have failed one after the other. */
  failures: number;
  timer: NodeJS.Timeout | undefined;
}

/** After a failure (the database is away) the next attempt comes so many milliseconds later, then twice as many, to an end. */
const [patience, mostPatience] = [1_000, 60_000];
/** Screens hear of changes no more often than this many milliseconds. */
const tellEvery = 500;

/** Follows every domain that has matching switched on. */
export class Following {
  private readonly deps: FollowingDeps;
  private readonly domains = new Map<number, Followed>();
  private readonly names = new Map<number, { accountId: string; name: string }>();
  private readonly cache: ReturnType<typeof createDomainCache>;
  private readonly told = new Map<number, NodeJS.Timeout>();
  private unlisten: (() => Promise<void>) | undefined;
  private isStopped = false;
  private readonly running = new Set<Promise<void>>();

  constructor(deps: FollowingDeps) {
    this.deps = deps;
    this.cache = createDomainCache(deps.sql, deps.defaultCountry);
  }

  /** Listens, and catches up with what was written before. Resolves when it listens. */
  async start(): Promise<void> {
    const heard = (domainId: string) => this.wake(Number(domainId), true);
    // Called again whenever a lost connection has been replaced: what was said meanwhile is looked up.
    const catchUp = () => void this.wakeAll().catch((cause) => this.deps.log(`matching: ${String(cause)}`));
    const { unlisten } = await this.deps.sql.listen('nayose_outbox', heard, catchUp);
    this.unlisten = unlisten;
  }

  /** Finishes the step under way and notes how far it has come. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.unlisten?.().catch(() => undefined);
    for (const { timer } of this.domains.values()) clearTimeout(timer);
    for (const timer of this.told.values()) clearTimeout(timer);
    await Promise.all(this.running);
    for (const { follower } of this.domains.values()) await follower.savePosition().catch(() => undefined);
  }

  /** Settings of a domain have changed. */
  settingsChanged(domainId: number): void {
    this.forget(domainId);
    this.followed(domainId).follower.settingsChanged();
    this.wake(domainId, false);
  }

  /** A run has ended that has seen what was written before `since`. */
  modelChanged(domainId: number, since: Date): void {
    this.followed(domainId).follower.renew(since);
    this.wake(domainId, false);
  }

  status(domainId: number): FollowStatus {
    return this.domains.get(domainId)?.follower.status() ?? nobody;
  }

  private async wakeAll(): Promise<void> {
    for (const { domainId } of await listAllDomains(this.deps.sql)) this.wake(domainId, false);
  }

  private wake(domainId: number, isWritten: boolean): void {
    if (this.isStopped) return;
    const followed = this.followed(domainId);
    if (isWritten) followed.written = Date.now();
    followed.again = true;
    // After a failure the timer decides when to try again, not the next write.
    if (followed.running || (isWritten && followed.failures > 0)) return;
    clearTimeout(followed.timer);
    followed.running = true;
    const run = this.run(domainId, followed).finally(() => this.running.delete(run));
    this.running.add(run);
  }

  /** Steps until there is nothing to do. */
  private async run(domainId: number, followed: Followed): Promise<void> {
    const quiet = this.deps.limits?.quiet ?? 2_000;
    const later = (millis: number) => {
      clearTimeout(followed.timer);
      if (!this.isStopped) followed.timer = setTimeout(() => this.wake(domainId, false), millis);
    };
    try {
      while (!this.isStopped && followed.again) {
        followed.again = false;
        const calm = Date.now() - followed.written;
        const next = await followed.follower.step(calm >= quiet);
        followed.failures = 0;
        if (next === 'more') followed.again = true;
        if (next === 'later') later(quiet);
        if (next !== 'quiet') continue;
        followed.again = false;
        later(Math.max(10, quiet - calm));
        break;
      }
    } catch (cause) {
      this.deps.log(
        `matching of domain ${domainId}: ${cause instanceof Error ? cause.stack : String(cause)}`,
      );
      followed.follower.failed();
      later(Math.min(mostPatience, patience * 2 ** followed.failures++));
    } finally {
      followed.running = false;
    }
  }

  private followed(domainId: number): Followed {
    const known = this.domains.get(domainId);
    if (known) return known;
    const { sql, log, now, limits } = this.deps;
    const follower = new DomainFollower(domainId, {
      ...{ sql, log, now, ...(limits ? { limits } : {}) },
      domain: () => this.domainOf(domainId),
      followed: (sequences) => this.deps.followed?.(domainId, sequences),
      changed: (domain) => this.tell(domain),
    });
    const state = { written: 0, running: false, again: false, failures: 0, timer: undefined };
    const followed: Followed = { follower, ...state };
    this.domains.set(domainId, followed);
    return followed;
  }

  private async domainOf(domainId: number): Promise<Domain | undefined> {
    if (!this.names.has(domainId))
      for (const row of await listAllDomains(this.deps.sql)) this.names.set(row.domainId, row);
    const known = this.names.get(domainId);
    const domain = known && (await this.cache.get(known.accountId, known.name).catch(isNotFound));
    return domain?.domainId === domainId ? domain : undefined;
  }

  private forget(domainId: number): void {
    const known = this.names.get(domainId);
    if (known) this.cache.forget(known.accountId, known.name);
  }

  private tell({ domainId, name }: Domain): void {
    if (this.told.has(domainId) || this.isStopped) return;
    const timer = setTimeout(() => {
      this.told.delete(domainId);
      this.deps.publish(`resolution:${name}`, {});
    }, tellEvery);
    this.told.set(domainId, timer);
  }
}

/** A domain that is gone is nothing to follow; anything else (the database is away) is tried again. */
function isNotFound(cause: unknown): undefined {
  if (cause instanceof Refusal && cause.status === 404) return undefined;
  throw cause;
}
