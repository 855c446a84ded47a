import type { Call } from '../../wire/call.ts';
import type { ConnectCasesOperations } from '../../wire/operations.ts';
import { type CasesResource, readCasesArn } from '../arns.ts';
import { quotas } from '../quotas.ts';
import { invalid, missing } from '../refusals.ts';
import { type CaseRoom, openCaseDomain } from '../room.ts';
import { lockTags, setTags } from '../store/tags.ts';

/** Tags on domains and everything in them, by ARN. */
export function tagOperations(
  room: CaseRoom,
): Pick<ConnectCasesOperations, 'TagResource' | 'UntagResource' | 'ListTagsForResource'> {
  return {
    async TagResource({ arn = '', tags }, call) {
      await changeTags(room, arn, call, (before) => ({ ...before, ...tags }) as Record<string, string>);
      return {};
    },

    async UntagResource({ arn = '', tagKeys }, call) {
      const gone = new Set(tagKeys);
      await changeTags(room, arn, call, (before) =>
        Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key))),
      );
      return {};
    },

    async ListTagsForResource({ arn = '' }, call) {
      return { tags: await changeTags(room, arn, call, (before) => before) };
    },
  };
}

async function changeTags(
  room: CaseRoom,
  arn: string,
  { caller }: Call,
  change: (before: Record<string, string>) => Record<string, string>,
): Promise<Record<string, string>> {
  const resource: CasesResource | undefined = readCasesArn(arn);
  if (!resource || resource.accountId !== caller.accountId) throw missing('resource', arn);
  const { caseDomainId } = await openCaseDomain(room, caller.accountId, resource.casesId);
  return room.house.sql.begin(async (tx) => {
    const before = await lockTags(tx, caseDomainId, resource);
    if (!before) throw missing(resource.kind, arn);
    const after = change(before);
    if (after === before) return before;
    checkTags(after);
    await setTags(tx, caseDomainId, resource, after);
    return after;
  });
}

function checkTags(tags: Record<string, string>): void {
  const entries = Object.entries(tags);
  if (entries.length > quotas.tagsPerResource)
    throw invalid(`A resource has at most ${quotas.tagsPerResource} tags.`);
  for (const [key, value] of entries) {
    if (key === '' || key.length > 128 || /^aws:/i.test(key))
      throw invalid('The key of a tag has 1 to 128 characters and does not begin with aws:.');
    if (typeof value !== 'string' || value.length > 256)
      throw invalid('The value of a tag has at most 256 characters.');
  }
}
