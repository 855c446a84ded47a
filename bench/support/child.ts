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
