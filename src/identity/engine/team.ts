import { Worker } from 'node:worker_threads';
import type { Part } from '../kernel/chance.ts';
import type { Tasks } from './messages.ts';

/** What a worker thread is asked, and what it says back. */
export interface Question {
  number: number;
  task: keyof Tasks;
  input: unknown;
}

/** `progress` may come any number of times before an answer. */
export type Answer =
  | { number: number; kind: 'progress'; value: number }
  | { number: number; kind: 'done'; value: unknown }
  | { number: number; kind: 'failed'; message: string };

interface Waiting {
  resolve(value: unknown): void;
  reject(reason: unknown): void;
  progress: ((value: number) => void) | undefined;
}

/** Compiled files have another ending than sources, and no import says so for a worker. */
const workerFile = (name: string) =>
  new URL(`./${name}${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

/**
 * Worker threads that answer questions. A thread that dies fails what is under way with an Error that says so; `close`
 * ends all of them at once and fails the rest with its reason.
 */
export class Team {
  private readonly workers: Worker[];
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private ended: { reason: unknown } | undefined;

  constructor(name: string, size: number) {
    this.workers = Array.from({ length: size }, () => {
      const worker = new Worker(workerFile(name), { stdin: false });
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

  /** Asks one thread; its questions are answered one after the other. */
  ask<Task extends keyof Tasks>(
    worker: number,
    task: Task,
    input: Tasks[Task][0],
    progress?: (value: number) => void,
  ): Promise<Tasks[Task][1]> {
    if (this.ended) return Promise.reject(this.ended.reason);
    const number = this.asked++;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve: resolve as Waiting['resolve'], reject, progress });
      this.workers[worker]!.postMessage({ number, task, input } satisfies Question);
    });
  }

  /** Asks every thread for its part. */
  askAll<Task extends keyof Tasks>(
    task: Task,
    input: (part: Part) => Tasks[Task][0],
    progress?: (worker: number, value: number) => void,
  ): Promise<Tasks[Task][1][]> {
    return Promise.all(
      this.workers.map((_worker, number) =>
        this.ask(
          number,
          task,
          input({ number, of: this.size }),
          progress && ((value) => progress(number, value)),
        ),
      ),
    );
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
