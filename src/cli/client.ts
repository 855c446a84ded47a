import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { CliError } from './problem.ts';
import { signedHeaders } from './sign.ts';

/** A running server as the command line talks to it: signed requests to the service `nayose`. */
export interface Client {
  url: URL;
  /** Runs an operation. Throws CliError with the server's own words when it refuses. */
  call<Output>(operation: string, input: object): Promise<Output>;
  /** Streams a local file into a bucket, telling the bytes sent so far. */
  upload(
    bucket: string,
    key: string,
    path: string,
    bytes: number,
    onSent: (bytes: number) => void,
  ): Promise<void>;
  /** Opens a file of a bucket. */
  download(bucket: string, key: string): Promise<Readable>;
}

/** Finds the server of the data directory (or the one at `url`) and the access key to speak with. */
export async function openClient(config: Config, url: string | undefined): Promise<Client> {
  const address = readUrl(url ?? (await recordedUrl(config)) ?? defaultUrl(config));
  const key = await findKey(config);
  const send = (method: string, path: string, headers: Record<string, string>, hash: string) => {
    const signed = signedHeaders(
      { method, url: new URL(path, address), headers, payloadSha256: hash },
      key,
      new Date(),
    );
    const request = address.protocol === 'https:' ? httpsRequest : httpRequest;
    return request(new URL(path, address), { method, headers: signed });
  };
  return {
    url: address,
    async call<Output>(operation: string, input: object) {
      const body = JSON.stringify(input);
      const hash = createHash('sha256').update(body).digest('hex');
      const request = send('POST', `/${operation}`, { 'content-type': 'application/json' }, hash);
      request.end(body);
      return JSON.parse(await text(await answer(request, address))) as Output;
    },
    async upload(bucket, key, path, bytes, onSent) {
      const headers = { 'content-length': String(bytes), 'content-type': 'application/octet-stream' };
      const request = send('PUT', filePath(bucket, key), headers, await hashOf(path));
      const answered = answer(request, address);
      let sent = 0;
      const content = createReadStream(path);
      content.on('data', (chunk) => {
        sent += chunk.length;
        onSent(sent);
      });
      // A refusal may arrive before the file has left; it says more than the broken pipe.
      await pipeline(content, request).catch(() => undefined);
      await text(await answered);
    },
    async download(bucket, key) {
      const request = send('GET', filePath(bucket, key), {}, createHash('sha256').digest('hex'));
      request.end();
      return answer(request, address);
    },
  };
}

async function answer(request: ClientRequest, address: URL): Promise<IncomingMessage> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', (cause: NodeJS.ErrnoException) => reject(explain(cause, address)));
  });
  const status = response.statusCode ?? 0;
  if (status >= 200 && status < 300) return response;
  const body = await text(response);
  throw new CliError(`${refusalIn(body) ?? `The server answered ${status}.`}`);
}

function explain(cause: NodeJS.ErrnoException, address: URL): CliError {
  const silent = ['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH'].includes(cause.code ?? '');
  if (silent) {
    return new CliError(
      `No server answers at ${address.origin}. Start one with "nayose serve", or name it by --url.`,
    );
  }
  return new CliError(`The connection to ${address.origin} broke: ${cause.message}`);
}

function refusalIn(body: string): string | undefined {
  try {
    const { Message, message } = JSON.parse(body) as { Message?: string; message?: string };
    return Message ?? message;
  } catch {
    return undefined;
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

const filePath = (bucket: string, key: string) =>
  `/api/files/${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`;

function readUrl(value: string): URL {
  if (!URL.canParse(value) || !/^https?:/.test(value)) {
    throw new CliError(
      `"${value}" is not the address of a server; expected something like http://localhost:8080`,
    );
  }
  return new URL(value);
}

/** A running server writes its address into the data directory, and takes it away when it stops. */
async function recordedUrl({ dataDir }: Config): Promise<string | undefined> {
  const content = await readFile(join(dataDir, 'server.json'), 'utf8').catch(() => undefined);
  return content && (JSON.parse(content) as { url: string }).url;
}

const defaultUrl = ({ host, port }: Config) =>
  `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;

async function findKey({ dataDir, accessKeyId, secretAccessKey }: Config) {
  if (accessKeyId && secretAccessKey) return { accessKeyId, secretAccessKey };
  const path = join(dataDir, 'credentials.json');
  const content = await readFile(path, 'utf8').catch(() => undefined);
  if (!content) {
    throw new CliError(
      `There is no access key: ${path} cannot be read. Set NAYOSE_DATA_DIR to the server's data directory, or NAYOSE_ACCESS_KEY_ID and NAYOSE_SECRET_ACCESS_KEY.`,
    );
  }
  return JSON.parse(content) as { accessKeyId: string; secretAccessKey: string };
}
