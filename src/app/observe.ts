import { recordAudit } from '../access/audit.ts';
import type { Pool } from '../database/connection.ts';
import type { Call } from '../wire/call.ts';
import type { NayoseOperation } from '../wire/nayose.ts';
import type { AnyOperation, Operations } from '../wire/operations.ts';
import { Refusal } from '../wire/refusal.ts';
import type { Counter, Histogram, Metrics } from './metrics.ts';

interface Watch {
  sql: Pool;
  counter: Counter;
  seconds: Histogram;
}

/** Members that name a thing without telling anything about a person. */
const idMembers = [
  'DomainName',
  'ProfileId',
  'ObjectTypeName',
  'ProfileObjectUniqueKey',
  'Uri',
  'Name',
  'MainProfileId',
];

/** Counts and times every operation at both doors, and writes deletions and merges to the audit record. */
export function observe(
  operations: Operations,
  { sql, metrics }: { sql: Pool; metrics: Metrics },
): Operations {
  const watch = {
    sql,
    counter: metrics.counter('nayose_operations_total', 'Operations run, by service, name and outcome.'),
    seconds: metrics.histogram('nayose_operation_seconds', 'Time an operation takes, by service and name.'),
  };
  const { nayose, ...tables } = operations;
  const observed = Object.entries(tables).map(([service, table]) => [
    service,
    Object.fromEntries(
      Object.entries(table ?? {}).map(([name, operation]) => [
        name,
        typeof operation === 'function'
          ? watched(watch, service, name, operation as AnyOperation)
          : operation,
      ]),
    ),
  ]);
  return { ...Object.fromEntries(observed), nayose: nayose.map((own) => watchedOwn(watch, own)) };
}

function watched(watch: Watch, service: string, name: string, operation: AnyOperation): AnyOperation {
  return (input, call) =>
    timed(watch, { service, operation: name }, input, call, () => operation(input, call));
}

function watchedOwn(watch: Watch, own: NayoseOperation): NayoseOperation {
  const labels = { service: 'nayose', operation: own.name };
  return { ...own, run: (body, call) => timed(watch, labels, body, call, () => own.run(body, call)) };
}

async function timed<Output>(
  { sql, counter, seconds }: Watch,
  labels: { service: string; operation: string },
  input: unknown,
  call: Call,
  run: () => Promise<Output>,
): Promise<Output> {
  const started = performance.now();
  let outcome = 'ok';
  try {
    const output = await run();
    if (isAudited(labels)) await audit(sql, labels.operation, input, call);
    return output;
  } catch (failure) {
    outcome = failure instanceof Refusal ? 'refused' : 'failed';
    throw failure;
  } finally {
    counter.add({ ...labels, outcome });
    seconds.observe(labels, (performance.now() - started) / 1000);
  }
}

/** Access keys write their own line, in the transaction of the change. */
const isAudited = ({ operation }: { operation: string }) =>
  (operation.startsWith('Delete') || operation === 'MergeProfiles') && operation !== 'DeleteAccessKey';

function audit(sql: Pool, action: string, input: unknown, call: Call): Promise<void> {
  const members = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const named = idMembers.flatMap((name) =>
    typeof members[name] === 'string' ? [[name, members[name]]] : [],
  );
  return recordAudit(sql, call.caller, {
    action,
    target: named
      .map(([, value]) => value)
      .join('/')
      .slice(0, 1_000),
    detail: Object.fromEntries(named),
  });
}
