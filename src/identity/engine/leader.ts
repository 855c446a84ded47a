import { answerQuestions } from './answerQuestions.ts';
import type { LeaderTasks, RunInput, RunProgress } from './messages.ts';
import { Run } from './run.ts';

// The worker thread that leads a run: all its memory goes with it, and the main thread holds none of it.
let run: Run | undefined;

answerQuestions((task, input, progress) => {
  if (task === 'groups') return run!.groups();
  if (task === 'write') return run!.write((input as LeaderTasks['write'][0]).jobId);
  run = new Run(input as RunInput, (done: RunProgress) => progress(done));
  return run.find();
});
