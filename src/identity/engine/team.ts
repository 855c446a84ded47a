import { Worker } from 'node:worker_threads';

/** Tasks by name: what they are told and what they answer. */
export type TaskTable = Record<keyof never, [unknown, unknown]> | object;

/** What a worker thread is asked. */
export interface Question {
  number: number;
  task: string;
  input: unknown;
}

/** What it says back; `progress` may come any number of times before an answer. */
export type Answer =
  | { number: number; kind: 'progress'; value: unknown }
  | { number: number; kind: 'done'; value: unknown }
  | { number: number; kind: 'failed'; message: string };

/** Megabytes of a thread for what lives a moment; the usual amount would be as much as its rows take. */
const mostYoung = 16;

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  progress: ((value: unknown) => void) | undefined;
}

type Input<Tasks, Task extends keyof Tasks> = Tasks[Task] extends [infer Told, unknown] ? Told : never;
type Output<Tasks, Task extends keyof Tasks> = Tasks[Task] extends [unknown, infer Said] ? Said : never;

/** A file of this folder for a worker: compiled files have another ending than sources, and no import says so. */
export const workerFile = (name: string): URL =>
  new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Worker threads that answer questions. A thread that dies fails what is under way with an Error that says so; `close`
 * ends all of them at once and fails the rest with its reason.
 */
export class Team<Tasks> {
  private readonly workers: Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private ended: { reason: unknown } | undefined;

  constructor(file: URL, size: number) {
    this.workers = Array.from({ length: size }, () => {
      const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: mostYoung } });
      worker.on('message', (answer: Answer) => this.take(answer));
      worker.on('error', (cause) => this.fail(diedOf(cause)));
      worker.on('exit', (code) => this.fail(diedOf(new Error(`exit code ${code}`))));
      return worker;
    });
  }

  /** How many threads there are. */
  get size(): number {
    return this.workers.length;
  }

  /** Asks one thread; its questions are answered one after the other. Arrays in `moved` are given away. */
  ask<Task extends keyof Tasks & string>(
    worker: number,
    task: Task,
    input: Input<Tasks, Task>,
    { progress, moved = [] }: { progress?: (value: unknown) => void; moved?: ArrayBuffer[] } = {},
  ): Promise<Output<Tasks, Task>> {
    if (this.ended) return Promise.reject(this.ended.reason);
    const number = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve: resolve as Waiting['resolve'], reject, progress });
      this.workers[worker]!.postMessage({ number, task, input } satisfies Question, moved);
    });
  }

  /** Ends the threads; what was still asked fails with `reason`. Resolves when they are gone. */
  async close(reason: unknown = new Error('The resolution has been closed.')): Promise<void> {
    this.fail(reason);
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }

  private take(answer: Answer): void {
    const waiting = this.waiting.get(answer.number);
    if (!waiting) return;
    if (answer.kind === 'progress') {
      waiting.progress?.(answer.value);
      return;
    }
    this.waiting.delete(answer.number);
    if (answer.kind === 'done') waiting.resolve(answer.value);
    else waiting.reject(new Error(answer.message));
  }

  private fail(reason: unknown): void {
    this.ended ??= { reason };
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }
}

const diedOf = (cause: unknown) =>
  new Error(
    `A worker thread of identity resolution has ended unexpectedly (${cause instanceof Error ? cause.message : String(cause)}); nothing was decided. Run it again.`,
    { cause },
  );
