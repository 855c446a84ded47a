import { answerQuestions } from './answerQuestions.ts';
import type { RunInput, RunProgress } from './messages.ts';
import { Run } from './run.ts';

// The worker thread that leads a run: all its memory goes with it, and the main thread holds none of it.
let run: Run | undefined;

answerQuestions((task, input, progress) => {
  if (task === 'batches') return run!.batches();
  run = new Run(input as RunInput, (done: RunProgress) => progress(done));
  return run.find();
});
