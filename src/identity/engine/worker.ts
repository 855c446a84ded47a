import { parentPort } from 'node:worker_threads';
import { Desk } from './desk.ts';
import type { Answer, Question } from './team.ts';

/** The worker thread of a resolution: answers questions one after the other. */
const desk = new Desk();
const port = parentPort!;
let before: Promise<void> = Promise.resolve();

port.on('message', (question: Question) => {
  before = before.then(() => answer(question));
});

async function answer({ number, task, input }: Question): Promise<void> {
  const say = (message: Answer) => port.postMessage(message);
  const progress = (done: number) => say({ number, kind: 'progress', value: done });
  try {
    const value = await desk[task](input as never, progress);
    say({ number, kind: 'done', value });
  } catch (error) {
    say({ number, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}
