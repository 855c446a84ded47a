import { isUnavailable } from '../database/unavailable.ts';
import type { Domain } from './domain.ts';
import type { House } from './house.ts';
import { ingest } from './ingest.ts';
import type { IncomingObject, Outcome } from './ingestPlan.ts';

/** Takes single objects and lets those that wait for the same domain share a transaction. */
export interface IngestQueue {
  /** Resolves when the object is committed, or rejected. */
  put(domain: Domain, object: IncomingObject, actor: string): Promise<Outcome>;
}

interface Waiting {
  object: IncomingObject;
  domain: Domain;
  actor: string;
  resolve: (outcome: Outcome) => void;
  reject: (cause: unknown) => void;
}

const largestBatch = 200;

/**
 * While a batch of a domain commits, newcomers gather and go together next: one commit to disk serves them all, and
 * nobody waits longer than for the batch under way. A batch that fails is tried again one by one, so that an object
 * the database refuses fails alone.
 */
export function createIngestQueue(house: House): IngestQueue {
  const lanes = new Map<string, { waiting: Waiting[]; running: boolean }>();

  const run = async (key: string) => {
    const lane = lanes.get(key);
    if (!lane || lane.running) return;
    lane.running = true;
    while (lane.waiting.length > 0) await settle(house, takeBatch(lane.waiting));
    lanes.delete(key);
  };

  return {
    put(domain, object, actor) {
      const key = `${domain.domainId}`;
      const lane = lanes.get(key) ?? { waiting: [], running: false };
      lanes.set(key, lane);
      return new Promise((resolve, reject) => {
        lane.waiting.push({ object, domain, actor, resolve, reject });
        void run(key);
      });
    },
  };
}

/** The next batch: the first that wait, as long as they have the same caller and the same state of the domain. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const [first] = waiting;
  let length = 0;
  while (
    length < waiting.length &&
    length < largestBatch &&
    waiting[length]?.actor === first?.actor &&
    waiting[length]?.domain === first?.domain
  ) {
    length += 1;
  }
  return waiting.splice(0, length);
}

async function settle(house: House, batch: Waiting[]): Promise<void> {
  const [first] = batch;
  if (!first) return;
  try {
    const outcomes = await ingest(
      house,
      first.domain,
      batch.map(({ object }) => object),
      { actor: first.actor },
    );
    for (const [index, waiting] of batch.entries()) waiting.resolve(outcomes[index]!);
  } catch (cause) {
    // Without a database there is no telling which object is at fault, and nobody gains by waiting for each.
    if (batch.length === 1 || isUnavailable(cause)) for (const waiting of batch) waiting.reject(cause);
    else for (const waiting of batch) await settle(house, [waiting]);
  }
}
