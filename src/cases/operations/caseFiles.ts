import { z } from 'zod';
import { isAtLeast } from '../../access/permissions.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { fileIdOf } from '../arns.ts';
import { peopleOf } from '../people.ts';
import { quotas } from '../quotas.ts';
import { removeFile } from '../relatedItems.ts';
import type { CaseRoom } from '../room.ts';
import { filesById } from '../store/files.ts';
import { searchItems } from '../store/relatedItems.ts';
import { actorText } from '../timeline.ts';
import { openServed, requireCase } from './openCasePage.ts';
import { anyone, domainName, id, peopleShape, toPeople } from './shapes.ts';

const fileShape = z.object({
  RelatedItemId: id,
  FileArn: z.string(),
  /** Absent: a file that is kept elsewhere, of which the ARN is all that is known. */
  Name: z.string().optional(),
  Type: z.string().optional(),
  Bytes: z.number().optional(),
  At: timestamp,
  By: z.string(),
});

/** Files of a case; their content comes and goes at /api/case-files. */
export const caseFileOperations = (room: CaseRoom): NayoseOperation[] => [
  listOperation(room),
  deleteOperation(room),
];

function listOperation(room: CaseRoom): NayoseOperation {
  const { sql, clock } = room.house;
  return defineOperation({
    name: 'ListCaseFiles',
    summary: 'The files of a case, newest first.',
    input: z.object({ DomainName: domainName, CaseId: id }),
    output: z.object({ Files: z.array(fileShape), People: peopleShape, BytesAtMost: z.number() }),
    roles: anyone,
    async handler({ DomainName, CaseId }, call) {
      const { caseDomainId, casesId } = (await openServed(room, DomainName, call)).served.domain;
      await requireCase(room, caseDomainId, CaseId);
      const query = { caseId: CaseId, filters: [{ type: 'File' as const }], sorts: [], now: clock() };
      const page = { after: undefined, limit: quotas.filesPerCase };
      const items = await searchItems(sql, caseDomainId, query, page);
      const idOf = (arn: string | undefined) => fileIdOf(arn ?? '', casesId, CaseId);
      const ids = items.flatMap(({ reference }) => idOf(reference) ?? []);
      const files = await filesById(sql, caseDomainId, CaseId, ids);
      const Files = items.map((item) => {
        const file = files.get(idOf(item.reference) ?? '');
        return {
          RelatedItemId: item.relatedItemId,
          FileArn: item.reference ?? '',
          Name: file?.name,
          Type: file?.type,
          Bytes: file?.bytes,
          At: item.associatedAt,
          By: actorText(item.createdBy as { userArn?: string; customEntity?: string }, ''),
        };
      });
      const people = await peopleOf(sql, call.caller.accountId);
      return {
        Files,
        People: toPeople(
          people,
          Files.map(({ By }) => By),
        ),
        BytesAtMost: quotas.fileBytes,
      };
    },
  });
}

function deleteOperation(room: CaseRoom): NayoseOperation {
  return defineOperation({
    name: 'DeleteCaseFile',
    summary: 'Takes a file away from a case, with its content; who added it may, and supervisors.',
    input: z.object({ DomainName: domainName, CaseId: id, RelatedItemId: id }),
    output: z.object({}),
    roles: anyone,
    async handler({ DomainName, CaseId, RelatedItemId }, { caller, ...call }) {
      const { domain } = (await openServed(room, DomainName, { caller, ...call })).served;
      const actor = { principal: caller.arn, performedBy: undefined };
      await removeFile(room, domain, { caseId: CaseId, itemId: RelatedItemId }, actor, ({ createdBy }) => {
        const byCaller = (createdBy as { userArn?: string }).userArn === caller.arn;
        return byCaller || isAtLeast(caller.role, 'supervisor');
      });
      return {};
    },
  });
}
