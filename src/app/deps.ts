import type { Readable } from 'node:stream';
import type { Auth } from '../access/auth.ts';
import type { Credentials } from '../access/credentials.ts';
import type { CaseFiles } from '../cases/operations/fileContent.ts';
import type { ChatDoor } from '../contacts/chat/door.ts';
import type { Hook } from '../contacts/hook.ts';
import type { Pool } from '../database/connection.ts';
import type { AwsDoor } from '../wire/awsDoor.ts';
import type { Caller } from '../wire/call.ts';
import type { Invoke } from '../wire/invoke.ts';
import type { Bus } from './events.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Files of buckets, as the upload and download routes need them. */
export interface Files {
  /** Streams a file into a bucket. A file that fails half-way leaves nothing behind. Tells the bytes written. */
  write(caller: Caller, bucket: string, key: string, content: Readable): Promise<number>;
  /** Opens a file for reading; refuses one that is not there. */
  read(caller: Caller, bucket: string, key: string): Promise<{ content: Readable; bytes: number }>;
}

/** What the listener stands on. */
export interface AppDeps {
  sql: Pool;
  auth: Auth;
  credentials: Credentials;
  clock: () => Date;
  log: Log;
  bus: Bus;
  metrics: Metrics;
  files: Files;
  /** Content of the files of cases; absent: there are none. */
  caseFiles?: CaseFiles | undefined;
  aws: AwsDoor;
  invoke: Invoke;
  /** The description of our own operations. */
  openApi: () => unknown;
  /** Chats of customers without a session; absent: there are none. */
  chat?: ChatDoor | undefined;
  /** Routes that rooms below bring along. */
  hooks?: readonly Hook[] | undefined;
  /** Names of the domains an account has, for the session route. */
  domainNames: (accountId: string) => Promise<string[]>;
  /** Version of the server. */
  version: string;
  /** Folder of the built web app; absent: no web app is served. */
  webDir: string | undefined;
}
