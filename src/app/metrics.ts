/**
 * Label names and values of one series; few distinct values each, never a customer's data. Not changed after first use.
 */
export type Labels = Record<string, string>;

/** A count that only grows. */
export interface Counter {
  add(labels: Labels, by?: number): void;
}

/** A distribution of seconds. */
export interface Histogram {
  observe(labels: Labels, seconds: number): void;
}

/** One value of a gauge at the moment of asking. */
export interface Sample {
  labels?: Labels;
  value: number;
}

/** What the process tells about itself, in Prometheus' text form. */
export interface Metrics {
  counter(name: string, help: string): Counter;
  histogram(name: string, help: string, buckets?: number[]): Histogram;
  /** `read` is asked at each scrape; when it fails its gauge is left out. */
  gauge(name: string, help: string, read: () => Sample[] | Promise<Sample[]>): void;
  /** The page for `/metrics` (text/plain; version=0.0.4). */
  render(): Promise<string>;
}

const latencyBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** An empty registry. */
export function createMetrics(): Metrics {
  const families: (() => Promise<string[]>)[] = [];
  const add = (name: string, help: string, type: string, lines: () => Promise<string[]>) =>
    families.push(async () => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...(await lines())]);
  return {
    counter(name, help) {
      const values = new Map<string, number>();
      add(name, help, 'counter', async () =>
        [...values].map(([labels, value]) => `${name}${labels} ${value}`),
      );
      return {
        add(labels, by = 1) {
          const key = text(labels);
          values.set(key, (values.get(key) ?? 0) + by);
        },
      };
    },
    histogram(name, help, buckets = latencyBuckets) {
      const series = new Map<string, Series>();
      add(name, help, 'histogram', async () =>
        [...series.values()].flatMap((one) => lines(name, buckets, one)),
      );
      return {
        observe(labels, seconds) {
          const key = text(labels);
          const one = series.get(key) ?? { labels, counts: buckets.map(() => 0), total: 0, sum: 0 };
          series.set(key, one);
          one.total += 1;
          one.sum += seconds;
          const bucket = buckets.findIndex((bound) => seconds <= bound);
          if (bucket >= 0) one.counts[bucket] = one.counts[bucket]! + 1;
        },
      };
    },
    gauge(name, help, read) {
      add(name, help, 'gauge', async () => {
        const samples = await Promise.resolve()
          .then(read)
          .catch(() => []);
        return samples.map(({ labels, value }) => `${name}${text(labels ?? {})} ${value}`);
      });
    },
    async render() {
      const pages = await Promise.all(families.map((family) => family()));
      return `${pages.flat().join('\n')}\n`;
    },
  };
}

interface Series {
  labels: Labels;
  counts: number[];
  total: number;
  sum: number;
}

function lines(name: string, buckets: number[], { labels, counts, total, sum }: Series): string[] {
  let below = 0;
  const cumulative = buckets.map((bound, index) => {
    below += counts[index]!;
    return `${name}_bucket${text({ ...labels, le: String(bound) })} ${below}`;
  });
  return [
    ...cumulative,
    `${name}_bucket${text({ ...labels, le: '+Inf' })} ${total}`,
    `${name}_sum${text(labels)} ${sum}`,
    `${name}_count${text(labels)} ${total}`,
  ];
}

/** Callers keep their label objects, so the text of each is made once. */
const texts = new WeakMap<Labels, string>();

function text(labels: Labels): string {
  const known = texts.get(labels);
  if (known !== undefined) return known;
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replace(/[\\"\n]/g, (sign) => (sign === '\n' ? '\\n' : `\\${sign}`))}"`,
  );
  const made = pairs.length > 0 ? `{${pairs.join(',')}}` : '';
  texts.set(labels, made);
  return made;
}
