import { isDeleted } from '../database/deleted.ts';
import { isUnavailable } from '../database/unavailable.ts';
import { deletedMeanwhile, Refusal, unavailable } from './refusal.ts';
import type { Answer } from './serialise.ts';
import { serialiseMembers } from './serialise.ts';
import type { Service, WireOperation } from './services/service.ts';

/** Receives bugs: everything thrown that is not a Refusal. */
export interface Logger {
  error: (details: Record<string, unknown>, message: string) => void;
}

/** Words for the same thing in services that lack the name, in the order in which they are tried. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  BadRequestException: badRequestNames(),
  ValidationException: badRequestNames(),
  InvalidRequestException: badRequestNames(),
  InvalidParameterException: badRequestNames(),
  InternalServerException: ['InternalServerException', 'InternalServiceException'],
  ConflictException: ['ConflictException', 'ResourceConflictException', 'BadRequestException'],
  ServiceQuotaExceededException: [
    'ServiceQuotaExceededException',
    'LimitExceededException',
    'BadRequestException',
  ],
};

function badRequestNames(): readonly string[] {
  return [
    'BadRequestException',
    'ValidationException',
    'InvalidRequestException',
    'InvalidParameterException',
  ];
}

/**
 * Answers a failure: a Refusal as the exception that the operation declares for it, anything else as a bug (500, with
 * the request id, without its message, logged with its stack).
 */
export function answerFailure(
  failure: unknown,
  requestId: string,
  log: Logger,
  service?: Service,
  operation?: WireOperation,
): Answer {
  const refusal = refusalOf(failure) ?? bug(failure, requestId, log, operation);
  const name = exceptionName(refusal.exception, service, operation);
  const exception = service?.exceptions.get(name);
  const details = exception ? serialiseMembers(exception.shape, refusal.details) : {};
  const body = { ...details, [service?.messageMember ?? 'Message']: refusal.message };
  return {
    status: exception?.status ?? refusal.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': name, 'x-amzn-requestid': requestId },
    body: JSON.stringify(body),
  };
}

/** What a failure is to be refused as; undefined for a bug. */
export function refusalOf(failure: unknown): Refusal | undefined {
  if (failure instanceof Refusal) return failure;
  if (isUnavailable(failure)) return unavailable();
  return isDeleted(failure) ? deletedMeanwhile() : undefined;
}

function exceptionName(
  name: string,
  service: Service | undefined,
  operation: WireOperation | undefined,
): string {
  if (!service) return name;
  const declared = service.facts.operations.get(operation?.name ?? '')?.exceptions;
  if (declared?.has(name)) return name;
  const candidates = synonyms[name] ?? [];
  const known = candidates.find((candidate) => declared?.has(candidate));
  if (known) return known;
  if (service.exceptions.has(name)) return name;
  return candidates.find((candidate) => service.exceptions.has(candidate)) ?? name;
}

function bug(failure: unknown, requestId: string, log: Logger, operation?: WireOperation): Refusal {
  const error = failure instanceof Error ? failure : new Error(String(failure));
  log.error({ requestId, operation: operation?.name, err: error }, 'An operation failed unexpectedly');
  const message = `The request could not be completed because of an error here. Look for request ${requestId} in the log`;
  return new Refusal('InternalServerException', message);
}

/** Answers a success. */
export function answerSuccess(answer: Answer, requestId: string): Answer {
  return {
    ...answer,
    headers: { ...answer.headers, 'content-type': 'application/json', 'x-amzn-requestid': requestId },
  };
}
