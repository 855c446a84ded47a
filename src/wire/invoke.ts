import { answerFailure, answerSuccess, type Logger } from './answer.ts';
import type { Call, Caller } from './call.ts';
import { validateInput } from './constraints/validate.ts';
import { parseJson } from './json.ts';
import { findOperation, type Operations } from './operations.ts';
import { parseMembers } from './parse.ts';
import { notImplemented, Refusal } from './refusal.ts';
import { runOperation } from './runOperation.ts';
import { type Answer, serialiseMembers } from './serialise.ts';
import type { Service, ServiceName, WireOperation } from './services/service.ts';
import { services } from './services/services.ts';

/** What the session door needs. */
export interface InvokeDeps {
  operations: Operations;
  /** Throws a Refusal when the caller's role does not allow the operation. */
  authorise: (service: string, operation: string, caller: Caller) => void;
  log: Logger;
}

/**
 * Runs an operation for a signed-in person: `POST /api/<service>/<Operation>`. Never throws.
 * All members travel in the body, whatever the schema binds to path or query; timestamps are seconds since 1970,
 * blobs base64. Checks and handlers are those of the AWS door.
 */
export type Invoke = (
  service: string,
  operation: string,
  body: Buffer | string | undefined,
  call: Call,
) => Promise<Answer>;

/** Makes the session door. */
export function createInvoke(deps: InvokeDeps): Invoke {
  return async (serviceName, operationName, body, call) => {
    const service = services.get(serviceName as ServiceName);
    const operation = service?.operations.get(operationName);
    try {
      const output =
        serviceName === 'nayose'
          ? await runNayose(deps, operationName, body, call)
          : await runAws(deps, service, operation, body, call);
      return answerSuccess({ status: 200, headers: {}, body: JSON.stringify(output) }, call.requestId);
    } catch (failure) {
      return answerFailure(failure, call.requestId, deps.log, service, operation);
    }
  };
}

async function runAws(
  deps: InvokeDeps,
  service: Service | undefined,
  operation: WireOperation | undefined,
  body: Buffer | string | undefined,
  call: Call,
): Promise<unknown> {
  if (!service || !operation) throw unknown();
  deps.authorise(service.name, operation.name, call.caller);
  const handler = findOperation(deps.operations, service.name, operation.name);
  if (!handler) throw notImplemented(operation.name);
  const input = parseMembers(operation.input, parseJson(body ?? ''));
  validateInput(service.facts, operation.name, input);
  return serialiseMembers(
    operation.output,
    await runOperation(`${service.name}.${operation.name}`, handler, input, call),
  );
}

async function runNayose(
  deps: InvokeDeps,
  name: string,
  body: Buffer | string | undefined,
  call: Call,
): Promise<unknown> {
  const operation = deps.operations.nayose.find((candidate) => candidate.name === name);
  if (!operation) throw unknown();
  deps.authorise('nayose', name, call.caller);
  return operation.run(parseJson(body ?? ''), call);
}

const unknown = () =>
  new Refusal('UnknownOperationException', 'There is no such operation; expected /api/<service>/<Operation>');
