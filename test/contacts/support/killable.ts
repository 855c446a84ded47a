import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

const child = new URL('./serverChild.ts', import.meta.url).pathname;

/** The first admin's password. */
export const password = 'a long password';

/** A server that can be killed and started again; requests fail while it is away. */
export function killable(url: string, dataDir: string) {
  let process: ChildProcess | undefined;
  const state = { base: '' };
  return {
    state,
    async start() {
      process = fork(child, [url, dataDir]);
      [state.base] = (await once(process, 'message')) as [string];
    },
    async kill() {
      process?.kill('SIGKILL');
      if (process) await once(process, 'exit');
      process = undefined;
    },
  };
}

/** Such a server. */
export type Killable = ReturnType<typeof killable>;
