import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isForAwsDoor as isSignedOrParticipant } from '../wire/awsDoor.ts';
import type { Answer } from '../wire/serialise.ts';
import { bodyTooLarge, sendAnswer, shuttingDown, textOf } from './answers.ts';
import type { AppDeps } from './deps.ts';
import type { Failure } from './failures.ts';
import { baseOf } from './origin.ts';
import type { RequestWatch } from './requestWatch.ts';

/** Uploads verify their signature themselves: their bodies are streams. */
export const isForAwsDoor = (request: Pick<IncomingMessage, 'url' | 'headers'>): boolean =>
  !request.url?.startsWith('/api/files/') &&
  isSignedOrParticipant({ url: request.url ?? '/', headers: request.headers });

/**
 * Takes requests for the AWS door straight from node's listener: the door decides everything, refusals included, from the
 * raw path on, so that routes, hooks and replies of the framework would be weight on every call and nothing else.
 */
export function awsListener(deps: AppDeps, watch: RequestWatch, bodyLimit: number) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!watch.enter(response, 'aws')) {
      sendFailureRaw(response, shuttingDown);
      return;
    }
    openToPages(request, response);
    readBody(request, bodyLimit, (body) => {
      if (body === undefined) {
        sendFailureRaw(response, bodyTooLarge);
        return;
      }
      const { method = 'GET', url = '/', headers } = request;
      deps.aws({ method, url, headers, body, base: baseOf(request) }).then(
        (answer) => sendRaw(response, answer),
        (failure) => {
          deps.log.error('request failed', failure, { method, door: 'aws' });
          response.destroy();
        },
      );
    });
  };
}

/**
 * Pages of any site may speak the participant service, as with Amazon: what they may do is in the token they send, and no
 * cookie has a say there. What browsers ask before is answered by the chat door.
 */
function openToPages({ url, headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.origin === undefined || !url?.startsWith('/participant/')) return;
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-expose-headers', 'x-amzn-requestid, x-amzn-errortype, retry-after');
}

const nothing = Buffer.alloc(0);

/** Reads a body to its end; undefined as soon as it is longer than the limit. Of a request that breaks off nothing is told. */
function readBody(request: IncomingMessage, limit: number, done: (body: Buffer | undefined) => void): void {
  let first: Buffer = nothing;
  let more: Buffer[] | undefined;
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    const tooLong = length > limit;
    length += chunk.length;
    if (tooLong) return;
    if (length > limit) done(undefined);
    else if (first === nothing) first = chunk;
    else if (more) more.push(chunk);
    else more = [first, chunk];
  });
  request.on('end', () => {
    if (length <= limit) done(more ? Buffer.concat(more, length) : first);
  });
}

function sendRaw(response: ServerResponse, { status, headers, body }: Answer): void {
  if (status === 503) response.setHeader('retry-after', '1');
  const length = Buffer.byteLength(body);
  response.writeHead(status, { 'cache-control': 'no-store', ...headers, 'content-length': length });
  response.end(body);
}

/** Refuses a request that the door never saw; the connection ends with it. */
function sendFailureRaw(response: ServerResponse, failure: Failure): void {
  response.setHeader('connection', 'close');
  const headers = { 'content-type': 'application/json; charset=utf-8', 'x-amzn-errortype': failure.name };
  sendRaw(response, { status: failure.status, headers, body: textOf(failure) });
}

/** Lets the AWS door answer a request that is neither signed nor anything else: it is refused there, in the API's own form. */
export async function answerAws(deps: AppDeps, request: FastifyRequest, reply: FastifyReply) {
  const answer = await deps.aws({
    method: request.method,
    url: request.originalUrl,
    headers: request.raw.headers,
    body: Buffer.isBuffer(request.body) ? request.body : nothing,
    base: baseOf(request.raw),
  });
  return sendAnswer(reply, answer);
}
