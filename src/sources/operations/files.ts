import { z } from 'zod';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { delimiterNamed, encodingNamed } from '../choices.ts';
import { inspectFile } from '../inspectFile.ts';
import { column, desk, file, type OperationDeps, reject } from './shapes.ts';

/** Operations of buckets and the files in them. */
export function fileOperations(deps: OperationDeps): NayoseOperation[] {
  const { buckets } = deps;
  return [
    defineOperation({
      name: 'ListBuckets',
      summary: 'Lists the buckets that files can be imported from.',
      input: z.object({}),
      output: z.object({ Buckets: z.array(z.object({ Name: z.string() })) }),
      roles: desk,
      handler: async () => ({ Buckets: (await buckets.list()).map((Name) => ({ Name })) }),
    }),
    defineOperation({
      name: 'ListFiles',
      summary: 'Lists up to 1,000 files of a bucket whose keys begin with a prefix.',
      input: z.object({ Bucket: z.string(), Prefix: z.string().max(1_024).optional() }),
      output: z.object({
        Files: z.array(z.object({ Key: z.string(), Bytes: z.number(), ModifiedAt: timestamp })),
        IsTruncated: z.boolean(),
      }),
      roles: desk,
      async handler({ Bucket, Prefix }) {
        const Files: { Key: string; Bytes: number; ModifiedAt: Date }[] = [];
        for await (const { key, bytes, modifiedAt } of (await buckets.open(Bucket)).list(Prefix ?? '')) {
          if (Files.length === 1_000) return { Files, IsTruncated: true };
          Files.push({ Key: key, Bytes: bytes, ModifiedAt: modifiedAt });
        }
        return { Files, IsTruncated: false };
      },
    }),
    inspectOperation(deps),
  ];
}

function inspectOperation({ house, buckets }: OperationDeps): NayoseOperation {
  return defineOperation({
    name: 'InspectFile',
    summary:
      'Reads the beginning of a file: encoding, separator, first rows, problems, and a proposed mapping.',
    input: z.object(file),
    output: z.object({
      Format: z.enum(['csv', 'jsonl']),
      Encoding: z.string(),
      Delimiter: z.string().optional(),
      Compression: z.enum(['gzip', 'none']),
      Bytes: z.number(),
      Header: z.array(z.string()),
      FirstRows: z.array(z.array(z.string())),
      Problems: z.array(reject),
      ProposedObjectTypeName: z.string(),
      Columns: z.array(column),
      ExistingObjectTypeName: z.string().optional(),
    }),
    roles: desk,
    async handler({ DomainName, Bucket, Key, Encoding, Delimiter }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const choice = {
        bucket: Bucket,
        key: Key,
        encoding: encodingNamed(Encoding),
        delimiter: delimiterNamed(Delimiter),
      };
      const found = await inspectFile(buckets, domain, choice);
      return {
        Format: found.table.format,
        Encoding: found.table.encoding,
        Delimiter: found.table.delimiter,
        Compression: found.table.compression,
        Bytes: found.file.bytes,
        Header: found.table.header,
        FirstRows: found.firstRows,
        Problems: found.problems,
        ProposedObjectTypeName: found.typeName,
        Columns: found.columns,
        ExistingObjectTypeName: found.typeExists ? found.typeName : undefined,
      };
    },
  });
}
