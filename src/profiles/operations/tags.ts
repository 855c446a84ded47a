import type { Call } from '../../wire/call.ts';
import type { CustomerProfilesOperations } from '../../wire/operations.ts';
import { notFound } from '../../wire/refusal.ts';
import { addTags } from '../addTags.ts';
import type { House } from '../house.ts';
import { listTags, removeTags } from '../store/tags.ts';

type TagOperation = 'TagResource' | 'UntagResource' | 'ListTagsForResource';

/** Tags on domains and what is in them, by ARN. */
export function tagOperations(house: House): Pick<CustomerProfilesOperations, TagOperation> {
  const { sql } = house;
  return {
    async TagResource({ resourceArn, tags }, call) {
      await requireResource(house, resourceArn, call);
      await sql.begin((tx) => addTags(tx, call.caller.accountId, resourceArn, tags));
      return {};
    },

    async UntagResource({ resourceArn, tagKeys }, call) {
      await requireResource(house, resourceArn, call);
      await removeTags(sql, call.caller.accountId, resourceArn, tagKeys);
      return {};
    },

    async ListTagsForResource({ resourceArn }, call) {
      await requireResource(house, resourceArn, call);
      return { tags: await listTags(sql, call.caller.accountId, resourceArn) };
    },
  };
}

/** The domain of the ARN must be the caller's; another account's reads like a missing one. */
async function requireResource(house: House, arn: string, call: Call): Promise<void> {
  const match = /^arn:aws[a-z-]*:profile:[a-z0-9-]*:(\d{12}):domains\/([a-zA-Z0-9_-]+)(?:\/(.+))?$/.exec(arn);
  const [, accountId, domainName, child] = match ?? [];
  if (!domainName || accountId !== call.caller.accountId) throw notFound(`Resource ${arn} does not exist.`);
  const domain = await house.domains.get(call.caller.accountId, domainName);
  const typeName = /^object-types\/(.+)$/.exec(child ?? '')?.[1];
  if (typeName !== undefined && !domain.types.has(typeName))
    throw notFound(`Resource ${arn} does not exist.`);
}
