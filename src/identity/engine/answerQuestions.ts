import { parentPort } from 'node:worker_threads';
import type { Answer, Question } from './team.ts';

/** What a worker thread does for a task. */
type Answering = (task: string, input: unknown, progress: (value: unknown) => void) => unknown;

/** Makes this worker thread answer the questions of its `Team`, one after the other. Arrays in answers are given away. */
export function answerQuestions(answering: Answering): void {
  const port = parentPort!;
  const answer = async ({ number, task, input }: Question) => {
    const say = (message: Answer, moved: ArrayBuffer[] = []) => port.postMessage(message, moved);
    try {
      const value = await answering(task, input, (done) => say({ number, kind: 'progress', value: done }));
      say({ number, kind: 'done', value }, buffersIn(value));
    } catch (error) {
      say({ number, kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  };
  let before: Promise<void> = Promise.resolve();
  port.on('message', (question: Question) => {
    before = before.then(() => answer(question));
  });
}

/** The memory of every typed array in a value, as far as it is not shared; none in a text. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const look = (some: unknown): void => {
    if (ArrayBuffer.isView(some)) {
      if (some.buffer instanceof ArrayBuffer) found.add(some.buffer);
    } else if (Array.isArray(some)) {
      if (typeof some[0] === 'object') for (const one of some) look(one);
    } else if (typeof some === 'object' && some !== null) for (const one of Object.values(some)) look(one);
  };
  look(value);
  return [...found];
}
