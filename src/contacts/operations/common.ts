import { fromToken, pageOf } from '../../wire/pageToken.ts';
import { badRequest, notFound, Refusal } from '../../wire/refusal.ts';
import { toId } from '../ids.ts';

/** The item with this id, or a refusal (404) that names what was looked for. */
export function requireItem<Item>(
  items: readonly Item[],
  id: string | undefined,
  idOf: (item: Item) => string,
  what: string,
): Item {
  const wanted = toId(id);
  const found = items.find((item) => idOf(item) === wanted);
  if (!found) throw missing(what);
  return found;
}

/** 404: there is none, or none any more. */
export const missing = (what: string) => notFound(`There is no ${what} with this id in this instance.`);

/** A page of a list that is read whole: queues, profiles and the like are few. */
export function pageOfList<Item>(
  items: readonly Item[],
  page: { MaxResults?: number | undefined; NextToken?: string | undefined },
  most: number,
): { items: Item[]; nextToken: string | undefined } {
  const skip = page.NextToken ? (fromToken(page.NextToken, ['number'])?.[0] ?? 0) : 0;
  const limit = Math.max(1, page.MaxResults ?? most);
  return pageOf(items.slice(skip, skip + limit + 1), limit, () => [skip + limit]);
}

/** 409: something of this name is there already. */
export const duplicate = (what: string) =>
  new Refusal('DuplicateResourceException', `A ${what} of this name exists already; choose another name.`);

/** 400: something named in a request does not exist. */
export const unknownReference = (member: string, what: string) =>
  badRequest(`${member} does not name a ${what} of this instance.`);

interface StringCondition {
  FieldName?: string;
  Value?: string;
  ComparisonType?: string;
}

/** Search criteria of Connect, for any resource. */
export interface Criteria {
  OrConditions?: Criteria[];
  AndConditions?: Criteria[];
  StringCondition?: StringCondition;
  QueueTypeCondition?: string;
}

/** Whether something meets search criteria; fields are given by their names in the API. Case does not matter. */
export function meets(criteria: Criteria | undefined, fields: Readonly<Record<string, string>>): boolean {
  if (!criteria) return true;
  const { OrConditions, AndConditions, StringCondition: condition, QueueTypeCondition } = criteria;
  if (OrConditions && !OrConditions.some((inner) => meets(inner, fields))) return false;
  if (AndConditions && !AndConditions.every((inner) => meets(inner, fields))) return false;
  if (QueueTypeCondition && QueueTypeCondition !== 'STANDARD') return false;
  return !condition || meetsString(condition, fields);
}

function meetsString(condition: StringCondition, fields: Readonly<Record<string, string>>): boolean {
  const name = Object.keys(fields).find(
    (field) => field.toLowerCase() === condition.FieldName?.toLowerCase(),
  );
  if (name === undefined) {
    throw badRequest(`FieldName has to be one of ${Object.keys(fields).join(', ')}.`);
  }
  const held = (fields[name] ?? '').toLowerCase();
  const wanted = (condition.Value ?? '').toLowerCase();
  if (condition.ComparisonType === 'EXACT') return held === wanted;
  if (condition.ComparisonType === 'STARTS_WITH') return held.startsWith(wanted);
  return held.includes(wanted);
}

interface TagCondition {
  TagKey?: string;
  TagValue?: string;
}

/** A filter by tags, as searches of Connect have it. */
export interface TagFilter {
  OrConditions?: TagCondition[][];
  AndConditions?: TagCondition[];
  TagCondition?: TagCondition;
}

/** Whether tags pass a filter. */
export function passes(filter: TagFilter | undefined, tags: Readonly<Record<string, string>>): boolean {
  if (!filter) return true;
  const has = ({ TagKey = '', TagValue }: TagCondition) =>
    Object.hasOwn(tags, TagKey) && (TagValue === undefined || tags[TagKey] === TagValue);
  if (filter.TagCondition && !has(filter.TagCondition)) return false;
  if (filter.AndConditions && !filter.AndConditions.every(has)) return false;
  return !filter.OrConditions || filter.OrConditions.some((all) => all.every(has));
}
