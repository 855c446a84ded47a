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
  'domainId',
  'caseId',
  'relatedItemId',
  'fieldId',
  'layoutId',
  'templateId',
  'caseRuleId',
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
  const series = seriesOf(service, name);
  return (input, call) => timed(watch, series, input, call, () => operation(input, call));
}

function watchedOwn(watch: Watch, own: NayoseOperation): NayoseOperation {
  const series = seriesOf('nayose', own.name);
  return { ...own, run: (body, call) => timed(watch, series, body, call, () => own.run(body, call)) };
}

async function timed<Output>(
  { sql, counter, seconds }: Watch,
  series: Series,
  input: unknown,
  call: Call,
  run: () => Promise<Output>,
): Promise<Output> {
  const started = performance.now();
  let outcome = series.ok;
  try {
    const output = await run();
    if (series.audited) await audit(sql, series.all.operation, input, call);
    return output;
  } catch (failure) {
    outcome = failure instanceof Refusal ? series.refused : series.failed;
    throw failure;
  } finally {
    counter.add(outcome);
    seconds.observe(series.all, (performance.now() - started) / 1000);
  }
}

/** The label sets of one operation. */
function seriesOf(service: string, operation: string) {
  const all = { service, operation };
  // Access keys write their own line, in the transaction of the change.
  const removes = operation.startsWith('Delete') || operation === 'MergeProfiles';
  return {
    all,
    ok: { ...all, outcome: 'ok' },
    refused: { ...all, outcome: 'refused' },
    failed: { ...all, outcome: 'failed' },
    audited: removes && operation !== 'DeleteAccessKey',
  };
}

type Series = ReturnType<typeof seriesOf>;

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
