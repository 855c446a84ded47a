import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isForAwsDoor as isSignedOrParticipant } from '../wire/awsDoor.ts';
import { sendAnswer } from './answers.ts';
import type { AppDeps } from './deps.ts';
import { baseOf } from './origin.ts';

/** Where signed requests are routed, whatever path they were sent to. */
export const awsPath = '/-/aws';

/** Uploads verify their signature themselves: their bodies are streams. */
export const isForAwsDoor = (request: Pick<IncomingMessage, 'url' | 'headers'>): boolean =>
  !request.url?.startsWith('/api/files/') &&
  isSignedOrParticipant({ url: request.url ?? '/', headers: request.headers });

/** Hands raw requests to the AWS door; it decides everything, refusals included. */
export function registerAwsDoor(server: FastifyInstance, deps: AppDeps): void {
  server.all(awsPath, (request, reply) => answerAws(deps, request, reply));
}

/** Lets the AWS door answer this request; an unsigned one is refused there, in the API's own form. */
export async function answerAws(deps: AppDeps, request: FastifyRequest, reply: FastifyReply) {
  const answer = await deps.aws({
    method: request.method,
    url: request.originalUrl,
    headers: request.raw.headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    base: baseOf(request),
  });
  return sendAnswer(reply, answer);
}
