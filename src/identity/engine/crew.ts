import type { Part } from '../kernel/chance.ts';
import { buffersIn } from './answerQuestions.ts';
import { Desk } from './desk.ts';
import type { Tasks } from './messages.ts';
import { Team, workerFile } from './team.ts';

interface Asking {
  progress?: (thread: number, value: unknown) => void;
  /** Arrays in what other threads are told are given away. */
  isMoved?: boolean;
}

/** The threads of a run by number: 0 is the thread this runs in, the others are worker threads of their own. */
export class Crew {
  readonly size: number;
  private readonly own = new Desk();
  private readonly others: Team<Tasks>;

  constructor(size: number) {
    this.size = size;
    this.others = new Team<Tasks>(workerFile('worker'), size - 1);
  }

  /** Asks one thread. */
  async ask<Task extends keyof Tasks>(
    thread: number,
    task: Task,
    input: Tasks[Task][0],
    { progress, isMoved = false }: Asking = {},
  ): Promise<Tasks[Task][1]> {
    const told = (value: unknown) => progress?.(thread, value);
    if (thread === 0) return this.own.answer(task, input, told);
    const moved = isMoved ? buffersIn(input) : [];
    return this.others.ask(thread - 1, task, input as never, { progress: told, moved }) as Promise<
      Tasks[Task][1]
    >;
  }

  /** Asks every thread for its part; the others have begun when this one does its own. */
  async askAll<Task extends keyof Tasks>(
    task: Task,
    input: (part: Part) => Tasks[Task][0],
    asking: Asking = {},
  ): Promise<Tasks[Task][1][]> {
    const inputs = Array.from({ length: this.size }, (_none, number) => input({ number, of: this.size }));
    const others = inputs.slice(1).map((told, at) => this.ask(at + 1, task, told, asking));
    const answers = Promise.all(others);
    answers.catch(() => undefined);
    const own = await this.ask(0, task, inputs[0]!, asking);
    return [own, ...(await answers)];
  }

  /** Ends the other threads. */
  close(): Promise<void> {
    return this.others.close();
  }
}
