import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Runs a file of this folder as a process and waits for its first message. */
export async function forkHelper(
  name: string,
  args: string[],
): Promise<{ child: ChildProcess; message: string }> {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args);
  const [message] = await once(child, 'message');
  return { child, message: String(message) };
}

/** Runs a measurement in a process of its own, so that its memory is its own, and returns what it found. */
export async function measureInChild<Figures>(name: string, args: string[]): Promise<Figures> {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)), args);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`${name} ${args[0]} ended with code ${code} before it had measured anything.`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  return JSON.parse(String(message)) as Figures;
}
