import type { ServerResponse } from 'node:http';
import type { Labels, Metrics } from './metrics.ts';

/** Where a request came in. */
export type Door = 'aws' | 'files' | 'events' | 'chat' | 'auth' | 'session' | 'web';

/** Counts and times the requests of a listener, and knows which are under way. */
export interface RequestWatch {
  /** A request has come in; false when the listener is closing and new ones are turned away. The door may be known later. */
  enter(response: ServerResponse, door: Door | (() => Door)): boolean;
  /** From now on new requests are turned away; resolves when those under way are answered, after eight seconds at most. */
  close(): Promise<void>;
}

const longestWait = 8_000;

/** A watch that keeps its counts in these metrics. */
export function createRequestWatch(metrics: Metrics): RequestWatch {
  const requests = metrics.counter('nayose_http_requests_total', 'Requests answered, by door and status.');
  const seconds = metrics.histogram('nayose_http_request_seconds', 'Time to answer, by door.');
  let underWay = 0;
  let closing = false;
  let drained: () => void = () => undefined;
  return {
    enter(response, door) {
      const arrived = performance.now();
      underWay += 1;
      response.once('finish', () => {
        const at = typeof door === 'string' ? door : door();
        requests.add(statusLabels(at, response.statusCode));
        if (at !== 'events') seconds.observe(doorLabels[at], (performance.now() - arrived) / 1000);
      });
      response.once('close', () => {
        underWay -= 1;
        if (closing && underWay === 0) drained();
      });
      return !closing;
    },
    async close() {
      closing = true;
      if (underWay === 0) return;
      const timeout = setTimeout(() => drained(), longestWait);
      await new Promise<void>((resolve) => {
        drained = resolve;
      });
      clearTimeout(timeout);
    },
  };
}

const doorLabels: Record<Door, Labels> = {
  aws: { door: 'aws' },
  files: { door: 'files' },
  events: { door: 'events' },
  chat: { door: 'chat' },
  auth: { door: 'auth' },
  session: { door: 'session' },
  web: { door: 'web' },
};

const labelsByStatus = new Map<string, Labels>();

function statusLabels(door: Door, status: number): Labels {
  const key = `${door} ${status}`;
  const labels = labelsByStatus.get(key) ?? { door, status: String(status) };
  labelsByStatus.set(key, labels);
  return labels;
}
