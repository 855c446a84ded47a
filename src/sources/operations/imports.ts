import { z } from 'zod';
import type { House } from '../../profiles/house.ts';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { notFound } from '../../wire/refusal.ts';
import { delimiterNamed, encodingNamed } from '../choices.ts';
import { prepareImport } from '../startImport.ts';
import { cancelImport, findImport, forgetRejects, insertImport, listImports } from '../store/imports.ts';
import {
  column,
  desk,
  domainName,
  file,
  importId,
  importShape,
  type OperationDeps,
  toImport,
  typeName,
} from './shapes.ts';

/** Operations of imports: start, follow, list, cancel. */
export function importOperations(deps: OperationDeps): NayoseOperation[] {
  const { house } = deps;
  return [
    startOperation(deps),
    defineOperation({
      name: 'GetImport',
      summary: 'Tells how far an import is and what came of it.',
      input: z.object({ DomainName: domainName, ImportId: importId }),
      output: importShape,
      roles: desk,
      handler: async ({ DomainName, ImportId }, call) =>
        toImport(await find(house, call.caller.accountId, DomainName, ImportId)),
    }),
    defineOperation({
      name: 'ListImports',
      summary: 'Lists the imports of a domain, newest first; StartedBy: those of one integration or person.',
      input: z.object({
        DomainName: domainName,
        StartedBy: z.string().min(1).max(2_048).optional(),
        MaxResults: z.number().int().min(1).max(100).default(25),
        NextToken: z.string().max(1_024).optional(),
      }),
      output: z.object({ Imports: z.array(importShape), NextToken: z.string().optional() }),
      roles: desk,
      async handler({ DomainName, StartedBy, MaxResults, NextToken }, call) {
        const domain = await house.domains.get(call.caller.accountId, DomainName);
        const [before] = fromToken(NextToken, ['id']) ?? [];
        const wanted = { startedBy: StartedBy, before, limit: MaxResults + 1 };
        const rows = await listImports(house.sql, domain.domainId, wanted);
        const page = pageOf(rows, MaxResults, (row) => [row.importId]);
        return { Imports: page.items.map(toImport), NextToken: page.nextToken };
      },
    }),
    cancelOperation(deps),
  ];
}

function startOperation({ house, buckets, queue }: OperationDeps): NayoseOperation {
  return defineOperation({
    name: 'StartImport',
    summary:
      'Imports a file, as an object type of the domain or one made from its columns; or tries it (DryRun).',
    input: z.object({
      ...file,
      ObjectTypeName: typeName.optional(),
      Columns: z.array(column).max(250).optional(),
      DryRun: z.boolean().default(false),
    }),
    output: z.object({ ImportId: z.string() }),
    roles: desk,
    async handler(input, call) {
      const domain = await house.domains.get(call.caller.accountId, input.DomainName);
      const given = await prepareImport(house, buckets, domain, {
        bucket: input.Bucket,
        key: input.Key,
        encoding: encodingNamed(input.Encoding),
        delimiter: delimiterNamed(input.Delimiter),
        objectTypeName: input.ObjectTypeName,
        columns: input.Columns,
        dryRun: input.DryRun,
        startedBy: call.caller.arn,
      });
      await insertImport(house.sql, given);
      await queue.send(given.importId, domain.domainId);
      return { ImportId: given.importId };
    },
  });
}

function cancelOperation({ house, report }: OperationDeps): NayoseOperation {
  return defineOperation({
    name: 'CancelImport',
    summary: 'Stops an import; the rows it has read stay imported.',
    input: z.object({ DomainName: domainName, ImportId: importId }),
    output: importShape,
    roles: desk,
    async handler({ DomainName, ImportId }, call) {
      const row = await find(house, call.caller.accountId, DomainName, ImportId);
      await house.sql.begin(async (sql) => {
        if (await cancelImport(sql, row.domainId, ImportId, house.clock())) await forgetRejects(sql, row);
      });
      const after = await find(house, call.caller.accountId, DomainName, ImportId);
      report(after);
      return toImport(after);
    },
  });
}

async function find(house: House, accountId: string, name: string, id: string) {
  const domain = await house.domains.get(accountId, name);
  const row = await findImport(house.sql, domain.domainId, id);
  if (!row) throw notFound(`Domain "${name}" has no import ${id}.`);
  return row;
}
