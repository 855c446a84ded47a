import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Answer } from '../wire/serialise.ts';
import { type Failure, failureOf } from './failures.ts';
import type { Log } from './log.ts';

/** Sends a refusal in the form of the API: the exception's name as header and member, a message for people. */
export function sendFailure(reply: FastifyReply, { status, name, message }: Failure): FastifyReply {
  if (status === 503) reply.header('retry-after', '1');
  return reply
    .code(status)
    .header('x-amzn-errortype', name)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(textOf({ name, message }));
}

/** Body of a refusal. */
export const textOf = ({ name, message }: Pick<Failure, 'name' | 'message'>) =>
  JSON.stringify({ __type: name, Message: message });

/** 413: longer than any operation's request. */
export const bodyTooLarge: Failure = {
  status: 413,
  name: 'RequestEntityTooLargeException',
  message: 'The body is too large; at most 6 MB are accepted. Send larger files to /api/files.',
};

/** 503 of a listener that takes no new requests. */
export const shuttingDown: Failure = {
  status: 503,
  name: 'ServiceUnavailableException',
  message: 'The server is shutting down. Send the request again.',
};

/** Sends an answer that one of the two doors made. */
export function sendAnswer(reply: FastifyReply, { status, headers, body }: Answer): FastifyReply {
  if (status === 503) reply.header('retry-after', '1');
  return reply.code(status).header('cache-control', 'no-store').headers(headers).send(body);
}

/** 401 of the session door. */
export const notSignedIn: Failure = {
  status: 401,
  name: 'NotSignedInException',
  message: 'Nobody is signed in, or the session has ended. Sign in again.',
};

/** 403 of the origin check. */
export const foreignOrigin: Failure = {
  status: 403,
  name: 'AccessDeniedException',
  message: 'The request comes from a page of another origin. Use the web app at the address of this server.',
};

/** Answers whatever was thrown; bugs are logged in full and told as 500 with the request's id only. */
export function answerError(log: Log, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const failure = failureOf(error) ?? frameworkFailure(error);
  if (failure) return sendFailure(reply, failure);
  log.error('request failed', error, {
    requestId: request.id,
    method: request.method,
    door: request.routeOptions.url,
  });
  const message = `Something went wrong here; the server's log has the details under ${request.id}.`;
  return sendFailure(reply, { status: 500, name: 'InternalServerException', message });
}

function frameworkFailure(error: unknown): Failure | undefined {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return bodyTooLarge;
  if (statusCode === undefined || statusCode >= 500 || statusCode < 400) return undefined;
  return { status: statusCode, name: 'BadRequestException', message: 'The request cannot be read as HTTP.' };
}
