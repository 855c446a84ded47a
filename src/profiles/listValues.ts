import { isStorable } from './storable.ts';
import { emailFields, phoneFields } from './targets.ts';

/** A list as it is kept, or what such a list must be. */
export type ListReading = { list: unknown[] } | { reason: string };

type Item = Record<string, unknown>;

/** Members of one contact preference and what each may hold (AWS: ContactPreference). */
const preferenceMembers: Record<string, { fits: (text: string) => boolean; form: string }> = {
  KeyName: { fits: (text) => /^[a-zA-Z0-9_-]{1,64}$/.test(text), form: 'up to 64 letters, digits, _ and -' },
  KeyValue: { fits: (text) => /^.{1,255}$/su.test(text), form: 'a text of 1 to 255 characters' },
  ProfileId: { fits: (text) => /^[a-f0-9]{32}$/.test(text), form: '32 of the digits 0 to 9 and a to f' },
  ContactType: {
    fits: (text) => [...phoneFields, ...emailFields].some((field) => field === text),
    form: `one of ${[...phoneFields, ...emailFields].join(', ')}`,
  },
};

const preferenceForm = `must be a JSON array of contact preferences: objects with ${Object.keys(preferenceMembers).join(', ')}, each a text`;

/** Reads contact preferences, which must be such as the API takes, so that they can also be read back through it. */
export function readPreferences(text: string): ListReading {
  const list = readItems(text);
  if (!list) return { reason: preferenceForm };
  for (const [index, item] of list.entries()) {
    for (const [name, value] of Object.entries(item)) {
      const member = Object.hasOwn(preferenceMembers, name) ? preferenceMembers[name] : undefined;
      if (!member || typeof value !== 'string' || !isStorable(value)) return { reason: preferenceForm };
      if (!member.fits(value))
        return { reason: `has a ${name} in preference ${index + 1} that is not ${member.form}` };
    }
  }
  return { list };
}

/** Members of one item of an order (AWS: OrderItem). */
const orderItemMembers = ['Title', 'Price', 'Quantity'] as const;

const orderItemForm = `must be a JSON array of order items: objects with some of ${orderItemMembers.join(', ')}, each a text or number`;

/** Reads the items of an order. Sources write the names of the members small, too; of other members nothing is kept. */
export function readOrderItems(text: string): ListReading {
  const items = readItems(text)?.map(orderItem);
  const list = items?.flatMap((item) => item ?? []);
  return list && list.length === items?.length ? { list } : { reason: orderItemForm };
}

function orderItem(given: Item): Item | undefined {
  const item: Item = {};
  for (const name of orderItemMembers) {
    const value = given[name] ?? given[name.toLowerCase()];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'string' && typeof value !== 'number') return undefined;
    if (!isStorable(value)) return undefined;
    item[name] = String(value);
  }
  return Object.keys(item).length > 0 ? item : undefined;
}

/** The objects of a JSON array; undefined when it is none, or holds anything else. */
function readItems(text: string): Item[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every(isItem) ? list : undefined;
  } catch {
    return undefined;
  }
}

const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
