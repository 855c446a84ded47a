import { z } from 'zod';
import type { Call } from '../../wire/call.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { nextDue, scheduleProblem } from '../schedule.ts';
import { scheduleOf, withSchedule } from '../scheduleOf.ts';
import { sumImports } from '../store/imports.ts';
import {
  findIntegration,
  type IntegrationRow,
  listIntegrations,
  setPaused,
  setSchedule,
} from '../store/integrations.ts';
import { runIntegration } from '../watch.ts';
import { desk, domainName, type OperationDeps } from './shapes.ts';

/** Which integration. */
const place = { DomainName: domainName, Uri: z.string().min(1).max(255) };

/** What lists of integrations show. */
const summary = z.object({
  Uri: z.string(),
  ObjectTypeName: z.string().optional(),
  Bucket: z.string().optional(),
  Prefix: z.string(),
  Schedule: z.string().optional(),
  Timezone: z.string().optional(),
  PausedAt: timestamp.optional(),
  CreatedAt: timestamp,
  LastUpdatedAt: timestamp,
  LastLook: z
    .object({
      At: timestamp,
      FilesFound: z.number().optional(),
      FilesNew: z.number().optional(),
      Problem: z.string().optional(),
    })
    .optional(),
  NextLookAt: timestamp.optional(),
});

/** What the screen of one integration shows. */
const view = summary.extend({
  Totals: z.object({
    Imports: z.number(),
    Failed: z.number(),
    RowsRead: z.number(),
    Created: z.number(),
    Updated: z.number(),
    Unchanged: z.number(),
    Rejected: z.number(),
  }),
});

/** Operations of integrations that AWS lacks: look now, rest, another schedule, what came of it. */
export function ownIntegrationOperations(deps: OperationDeps): NayoseOperation[] {
  const { house } = deps;
  return [
    runOperation(deps),
    defineOperation({
      name: 'ListIntegrationViews',
      summary: 'Lists the integrations of a domain with what they watch and what their last looks found.',
      input: z.object({
        DomainName: domainName,
        MaxResults: z.number().int().min(1).max(100).default(50),
        NextToken: z.string().max(1_024).optional(),
      }),
      output: z.object({ Items: z.array(summary), NextToken: z.string().optional() }),
      roles: desk,
      async handler({ DomainName, MaxResults, NextToken }, call) {
        const domain = await house.domains.get(call.caller.accountId, DomainName);
        const [after = ''] = fromToken(NextToken, ['text']) ?? [];
        const rows = await listIntegrations(house.sql, domain.domainId, after, MaxResults + 1);
        const page = pageOf(rows, MaxResults, ({ uri }) => [uri]);
        return { Items: page.items.map((row) => summarise(row, house.clock())), NextToken: page.nextToken };
      },
    }),
    defineOperation({
      name: 'GetIntegrationView',
      summary: 'Tells what an integration watches, what its last look found, and what came of its imports.',
      input: z.object(place),
      output: view,
      roles: desk,
      handler: async (input, call) => describe(deps, await find(deps, input, call)),
    }),
    restOperation(deps, {
      name: 'PauseIntegration',
      summary: 'Lets the schedule of an integration rest until it is resumed.',
      since: house.clock,
    }),
    restOperation(deps, {
      name: 'ResumeIntegration',
      summary: 'Serves the schedule of a paused integration again.',
      since: () => undefined,
    }),
    scheduleOperation(deps),
  ];
}

/** Lets a schedule rest from a moment on, or go on. */
function restOperation(
  deps: OperationDeps,
  { name, summary, since }: { name: string; summary: string; since: () => Date | undefined },
): NayoseOperation {
  return defineOperation({
    ...{ name, summary, input: z.object(place), output: view, roles: desk },
    async handler(input, call) {
      await setPaused(deps.house.sql, await find(deps, input, call), since());
      return describe(deps, await find(deps, input, call));
    },
  });
}

/** Runs an integration now, paused or not. */
function runOperation({ house, buckets, queue, log }: OperationDeps): NayoseOperation {
  return defineOperation({
    name: 'RunIntegration',
    summary: 'Looks for new files of an integration now and imports them.',
    input: z.object(place),
    output: z.object({ ImportIds: z.array(z.string()) }),
    roles: desk,
    async handler(input, call) {
      const integration = await findRead({ house }, input, call);
      return { ImportIds: await runIntegration({ house, buckets, queue, log }, integration) };
    },
  });
}

function scheduleOperation(deps: OperationDeps): NayoseOperation {
  const { house } = deps;
  return defineOperation({
    name: 'ScheduleIntegration',
    summary: 'Gives an integration another schedule; without Schedule it looks on demand only.',
    input: z.object({
      ...place,
      Schedule: z.string().min(1).max(256).optional(),
      Timezone: z.string().min(1).max(256).optional(),
    }),
    output: view,
    roles: desk,
    async handler({ Schedule, Timezone, ...input }, call) {
      const integration = await findRead(deps, input, call);
      const problem = Schedule && scheduleProblem(Schedule, Timezone);
      if (problem) throw badRequest(`${problem}.`);
      const timezone = Schedule && Timezone;
      const settings = withSchedule(integration.settings, Schedule, timezone);
      const given = { schedule: Schedule, timezone, settings, at: house.clock() };
      await setSchedule(house.sql, integration, given);
      return describe(deps, await find(deps, input, call));
    },
  });
}

async function find(
  { house }: Pick<OperationDeps, 'house'>,
  { DomainName, Uri }: { DomainName: string; Uri: string },
  { caller }: Call,
): Promise<IntegrationRow> {
  const domain = await house.domains.get(caller.accountId, DomainName);
  const integration = await findIntegration(house.sql, domain.domainId, Uri);
  if (!integration) throw notFound(`Domain "${DomainName}" has no integration with Uri "${Uri}".`);
  return integration;
}

/** The same, of a source that is read here; one that is only registered is refused (400). */
async function findRead(...asked: Parameters<typeof find>): Promise<IntegrationRow> {
  const integration = await find(...asked);
  if (!integration.bucket) throw badRequest('The integration names no bucket that is read here.');
  return integration;
}

async function describe({ house }: OperationDeps, row: IntegrationRow): Promise<z.input<typeof view>> {
  const sums = await sumImports(house.sql, row.domainId, row.uri);
  return {
    ...summarise(row, house.clock()),
    Totals: {
      Imports: sums.imports,
      Failed: sums.failed,
      RowsRead: sums.rowsRead,
      Created: sums.created,
      Updated: sums.updated,
      Unchanged: sums.unchanged,
      Rejected: sums.rejected,
    },
  };
}

function summarise(row: IntegrationRow, now: Date): z.input<typeof summary> {
  const { lastLook } = row;
  const served = row.schedule !== undefined && row.bucket !== undefined && !row.pausedAt;
  return {
    Uri: row.uri,
    ObjectTypeName: row.objectType,
    Bucket: row.bucket,
    Prefix: row.prefix,
    Schedule: row.schedule,
    Timezone: row.timezone,
    PausedAt: row.pausedAt,
    CreatedAt: row.createdAt,
    LastUpdatedAt: row.updatedAt,
    LastLook: lastLook && {
      At: lastLook.at,
      FilesFound: lastLook.found,
      FilesNew: lastLook.taken,
      Problem: lastLook.problem,
    },
    NextLookAt: served ? nextDue(scheduleOf(row), now) : undefined,
  };
}
