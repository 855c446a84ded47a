import { answerQuestions } from './answerQuestions.ts';
import { Desk } from './desk.ts';
import type { Tasks } from './messages.ts';

// A worker thread beside the one that leads a run.
const desk = new Desk();
answerQuestions((task, input, progress) => desk.answer(task as keyof Tasks, input as never, progress));
