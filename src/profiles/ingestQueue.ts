import { isUnavailable } from '../database/unavailable.ts';
import type { Domain } from './domain.ts';
import type { House } from './house.ts';
import { ingest } from './ingest.ts';
import type { IncomingObject, Outcome } from './ingestPlan.ts';

/** Takes single objects and lets those that wait for the same domain share a transaction. */
export interface IngestQueue {
  /** Resolves when the objects, a few, are committed or rejected: one outcome for each. They go in in their order. */
  put(domain: Domain, objects: IncomingObject[], actor: string): Promise<Outcome[]>;
}

interface Waiting {
  objects: IncomingObject[];
  domain: Domain;
  actor: string;
  resolve: (outcomes: Outcome[]) => void;
  reject: (cause: unknown) => void;
}

/** Puts of a domain in this process. */
interface Lane {
  waiting: Waiting[];
  /** How many puts each batch under way serves. */
  underWay: number[];
  /** What waits is looked at when the requests that have arrived by now are read. */
  isAwaited: boolean;
}

const largestBatch = 100;
const batchesAtOnce = 2;
/** Fewer puts than this are not shared out among batches: many small ones cost more than few large ones. */
const smallestShare = 12;

/**
 * While batches of a domain commit, newcomers gather and go together next: one commit to disk serves them all. Two are
 * under way at once, equally large, so that this process and the database need not take turns; and the next one is on its
 * way before those whom the last one served are answered. A batch that fails is tried again one by one, so that an object
 * the database refuses fails alone.
 */
export function createIngestQueue(house: House): IngestQueue {
  const lanes = new Map<number, Lane>();

  const start = (domainId: number, lane: Lane) => {
    while (isDue(lane)) {
      const batch = takeBatch(lane.waiting, shareOf(lane));
      lane.underWay.push(batch.length);
      void settle(house, batch).then((answer) => {
        lane.underWay.splice(lane.underWay.indexOf(batch.length), 1);
        start(domainId, lane);
        setImmediate(answer);
      });
    }
    if (lane.underWay.length === 0 && !lane.isAwaited) lanes.delete(domainId);
  };

  return {
    put(domain, objects, actor) {
      const { domainId } = domain;
      const lane = lanes.get(domainId) ?? { waiting: [], underWay: [], isAwaited: false };
      lanes.set(domainId, lane);
      return new Promise((resolve, reject) => {
        lane.waiting.push({ objects, domain, actor, resolve, reject });
        if (lane.isAwaited) return;
        lane.isAwaited = true;
        setImmediate(() => {
          lane.isAwaited = false;
          start(domainId, lane);
        });
      });
    },
  };
}

/** Whether the next batch starts: none is under way, or one fewer than may be and its share of all puts waits. */
function isDue(lane: Lane): boolean {
  if (lane.underWay.length === 0) return lane.waiting.length > 0;
  return lane.underWay.length < batchesAtOnce && lane.waiting.length >= shareOf(lane);
}

/** How many puts a batch serves when all that wait or are under way are shared out equally. */
function shareOf({ waiting, underWay }: Lane): number {
  const puts = underWay.reduce((sum, some) => sum + some, waiting.length);
  return Math.ceil(puts / Math.min(batchesAtOnce, Math.max(1, Math.floor(puts / smallestShare))));
}

/** The next batch: the first that wait, up to so many, as long as they have the same caller and the same state of the domain. */
function takeBatch(waiting: Waiting[], most: number): Waiting[] {
  const [first] = waiting;
  let length = 0;
  let objects = 0;
  for (const next of waiting) {
    objects += next.objects.length;
    if (next.actor !== first?.actor || next.domain !== first.domain || length === most) break;
    if (length > 0 && objects > largestBatch) break;
    length += 1;
  }
  return waiting.splice(0, length);
}

/** Takes a batch in. Gives what tells those who wait; of a batch that fails each is told as soon as it has been tried. */
async function settle(house: House, batch: Waiting[]): Promise<() => void> {
  const first = batch[0]!;
  const take = (objects: IncomingObject[]) =>
    ingest(house, first.domain, objects, { actor: first.actor, beside: true });
  try {
    const outcomes = await take(batch.flatMap(({ objects }) => objects));
    return () => answer(batch, outcomes);
  } catch (cause) {
    // Without a database there is no telling which object is at fault, and nobody gains by waiting for each.
    const isSingle = batch.length === 1 && first.objects.length === 1;
    if (isSingle || isUnavailable(cause)) for (const waiting of batch) waiting.reject(cause);
    else for (const waiting of batch) await oneByOne(waiting, take);
    return () => undefined;
  }
}

function answer(batch: Waiting[], outcomes: Outcome[]): void {
  let from = 0;
  for (const { objects, resolve } of batch) {
    resolve(outcomes.slice(from, from + objects.length));
    from += objects.length;
  }
}

async function oneByOne(
  { objects, resolve, reject }: Waiting,
  take: (objects: IncomingObject[]) => Promise<Outcome[]>,
): Promise<void> {
  const outcomes: Outcome[] = [];
  const failures: unknown[] = [];
  for (const object of objects)
    await take([object]).then(
      (taken) => outcomes.push(...taken),
      (cause) => failures.push(cause),
    );
  if (failures.length > 0) reject(failures[0]);
  else resolve(outcomes);
}
