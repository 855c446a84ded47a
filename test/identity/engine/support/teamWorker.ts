import { answerQuestions } from '../../../../src/identity/engine/answerQuestions.ts';

answerQuestions((task, input) => {
  if (task === 'double') return (input as number) * 2;
  if (task === 'refuse') throw new Error('not today');
  if (task === 'die') process.exit(3);
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
});
