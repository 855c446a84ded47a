import type { Sql } from '../../database/connection.ts';
import type { Facts } from '../facts.ts';
import { afterPrefix, type MatchKind, type NameWord, type WordForm } from '../findQuery.ts';

/** A base profile found and by what, with what a list shows of it, in a useful order. */
export interface Found {
  kind: MatchKind;
  profileId: string;
  updatedAt: Date;
  facts: Facts;
  /** Survivor to whom it and others belong; undefined when it is shown by itself. */
  joined: string | undefined;
}

/** Which of the rows found are wanted. */
export interface Slice {
  from: number;
  count: number;
}

// biome-ignore lint/suspicious/noExplicitAny: rows come untyped from the driver
const toFound = (row: any): Found => ({
  kind: row.kind,
  profileId: row.profile_id,
  updatedAt: row.updated_at,
  facts: row.facts,
  joined: row.joined ?? undefined,
});

/**
 * Every statement here has numbered parameters, of which the first three are domain, end of the slice and its begin; its
 * parts run in turn until there are enough rows. Each row brings what is shown of it: an operator waits for this, and a
 * second statement for that would cost as much again.
 */
async function rowsOf(
  sql: Sql,
  statement: string,
  domainId: number,
  { from, count }: Slice,
  parameters: readonly (string | number | null | readonly string[])[],
): Promise<Found[]> {
  const values = [domainId, from + count, from, ...parameters];
  const rows = await sql.unsafe(statement, values as never[], { prepare: true });
  return rows.map(toFound);
}

const shown = 'profile_id, survivor_id, updated_at, facts';

/** The slice of what these parts find, each a select of kind and `shown`. */
const sliceOf = (parts: readonly string[]) => `
  select kind, profile_id, updated_at, facts,
    case when survivor_id <> profile_id or exists (select 1 from profile m
      where m.domain_id = $1 and m.survivor_id = hit.profile_id and m.survivor_id <> m.profile_id) then survivor_id end as joined
  from (${parts.map((part) => `(${part} limit $2)`).join(' union all ')} limit $2::bigint - $3::bigint offset $3) hit`;

/** Keys found, with their profiles. The inner limit keeps the order of the keys. */
const profilesOf = (kind: MatchKind, keys: string) => `
  select '${kind}'::text as kind, p.* from (${keys} limit $2) k cross join lateral (
    select ${shown} from profile where domain_id = $1 and profile_id = k.profile_id limit 1) p`;

const underAccount = profilesOf(
  'account',
  `select profile_id from profile_key where domain_id = $1 and key_name = '_account' and value = $4 and refs > 0
    order by profile_id`,
);

const byText = sliceOf([
  underAccount,
  profilesOf(
    'email',
    `select profile_id from profile_key where domain_id = $1 and key_name = '_email' and value >= $5 and value < $6
      and refs > 0 order by value, profile_id`,
  ),
]);

/** Base profiles under an account number, and under e-mail addresses that are this or begin so. */
export function findByText(
  sql: Sql,
  domainId: number,
  { account, email }: { account: string; email: string | undefined },
  slice: Slice,
): Promise<Found[]> {
  const range = email === undefined ? [null, null] : [email, afterPrefix(email)];
  return rowsOf(sql, byText, domainId, slice, [account, ...range]);
}

const byNumber = sliceOf([
  profilesOf(
    'phone',
    `select profile_id from profile_key where domain_id = $1 and key_name = '_phone' and value = $5 and refs > 0
      order by profile_id`,
  ),
  underAccount,
  profilesOf(
    'phoneEnd',
    `select profile_id from profile_key where domain_id = $1 and key_name = '_phone' and right(value, 4) = $6 and refs > 0
      and right(value, $8) = $7 order by right(value, 4), value, profile_id`,
  ),
]);

/** Base profiles with this phone number, this account number, or a phone number that ends in these digits (four or more). */
export function findByNumber(
  sql: Sql,
  domainId: number,
  { account, phone, end }: { phone: string | undefined; account: string; end: string | undefined },
  slice: Slice,
): Promise<Found[]> {
  const ending = end === undefined ? [null, null, 0] : [end.slice(-4), end, end.length];
  return rowsOf(sql, byNumber, domainId, slice, [account, phone ?? null, ...ending]);
}

/** Where the parameters of a word stand: it, the text after all that begin so, its splits, its tokens. */
interface WordPlaces {
  text: string;
  after: string;
  splits: readonly string[];
  tokens: string;
}

const written: WordPlaces = { text: '$4', after: '$5', splits: ['$6', '$7', '$8'], tokens: '$9' };
const read: WordPlaces = { text: '$10', after: '$11', splits: ['$12', '$13', '$14'], tokens: '$15' };

const people = (kind: MatchKind, condition: string, order: string) =>
  `select '${kind}'::text as kind, ${shown} from profile where domain_id = $1 and ${condition} ${order}`;

/** People under splits of a word: family name and beginning of the given name. */
const splitPeople = (kind: MatchKind, form: string, [last, first, after]: readonly string[]) => `
  select '${kind}'::text as kind, hit.*
  from unnest(${last}::text[], ${first}::text[], ${after}::text[]) as s(last, first, after) cross join lateral (
    select ${shown} from profile where domain_id = $1 and last_${form} = s.last
      and first_${form} >= s.first and first_${form} < s.after order by first_${form} limit $2) hit`;

/** Columns by slot; see `NamePart`. */
const columnOf = { l: 'last_name', f: 'first_name', r: 'last_reading', s: 'first_reading' };
type Slot = keyof typeof columnOf;

/** How many distinct names a search within names goes through: short ones first, so the part is most of the name. */
const partsPerSearch = 60;

/**
 * People with a text somewhere inside a name, by way of the distinct names of the domain. The tokens find some hundreds
 * of them; domain and slot are written so that PostgreSQL does not also walk every name of the domain by its key.
 */
const partPeople = ({ text, tokens }: WordPlaces, slots: readonly Slot[]) => `
  select hit.* from (
    select slot, part from name_part
    where tokens @> ${tokens}::text[] and strpos(part, ${text}) > 1
      and domain_id + 0 = $1 and slot::text in (${slots.map((slot) => `'${slot}'`).join()})
    order by length(part), slot desc, part limit ${partsPerSearch}) part
  cross join lateral (${slots
    .map((slot) => {
      const kind = slot === 'l' || slot === 'f' ? 'name' : 'reading';
      return `(${people(kind, `part.slot = '${slot}' and ${columnOf[slot]} = part.part`, 'limit $2')})`;
    })
    .join(' union all ')}) hit`;

/**
 * This family name, family name and beginning of the given name run together, this given name, family names that begin
 * so, given names that begin so, names with it inside; each as written, then as read. Who has been found as written is
 * left out where readings are searched.
 */
function wordStatement(reading?: WordPlaces): string {
  const { text, after } = written;
  const asRead = (parts: (places: WordPlaces) => string[]) => (reading ? parts(reading) : []);
  const begins = (column: string) => `${column} >= ${text} and ${column} < ${after}`;
  return sliceOf([
    people('name', `last_name = ${text}`, 'order by first_name'),
    ...asRead((r) => [
      people(
        'reading',
        `last_reading = ${r.text} and last_name is distinct from ${text}`,
        'order by first_reading',
      ),
    ]),
    splitPeople('name', 'name', written.splits),
    ...asRead((r) => [splitPeople('reading', 'reading', r.splits)]),
    people('name', `first_name = ${text}`, ''),
    ...asRead((r) => [
      people('reading', `first_reading = ${r.text} and first_name is distinct from ${text}`, ''),
    ]),
    people('name', `last_name > ${text} and last_name < ${after}`, 'order by last_name, first_name'),
    ...asRead((r) => [
      people(
        'reading',
        `last_reading > ${r.text} and last_reading < ${r.after} and (${begins('last_name')}) is not true`,
        'order by last_reading, first_reading',
      ),
    ]),
    people('name', `first_name > ${text} and first_name < ${after}`, 'order by first_name'),
    ...asRead((r) => [
      people(
        'reading',
        `first_reading > ${r.text} and first_reading < ${r.after} and (${begins('first_name')}) is not true`,
        'order by first_reading',
      ),
    ]),
    ...(reading === written ? [] : [partPeople(written, ['l', 'f'])]),
    ...asRead((r) => [partPeople(r, r === written ? ['r', 's', 'l', 'f'] : ['r', 's'])]),
  ]);
}

const byWrittenWord = wordStatement();
const byWordAndReading = wordStatement(read);
/** Latin letters may be written so or be a reading. */
const byLatinWord = wordStatement(written);

/** Base profiles by one word of a name. Tokens, where there are none, keep the word from being looked for inside names. */
export function findByWord(
  sql: Sql,
  domainId: number,
  word: { written: WordForm; reading: WordForm | undefined },
  slice: Slice,
): Promise<Found[]> {
  const { reading } = word;
  const asWritten = parametersOf(word.written);
  if (!reading) return rowsOf(sql, byWrittenWord, domainId, slice, asWritten);
  if (reading.text === word.written.text) return rowsOf(sql, byLatinWord, domainId, slice, asWritten);
  return rowsOf(sql, byWordAndReading, domainId, slice, [...asWritten, ...parametersOf(reading)]);
}

const parametersOf = ({ text, splits, tokens }: WordForm) => [
  text,
  afterPrefix(text),
  splits.map(({ last }) => last),
  splits.map(({ first }) => first),
  splits.map(({ first }) => afterPrefix(first)),
  tokens ?? null,
];

const byTwoWords = sliceOf([
  splitPeople('name', 'name', ['$4', '$5', '$6']),
  splitPeople('reading', 'reading', ['$7', '$8', '$9']),
  people('name', 'last_name >= $10 and last_name < $11', 'order by last_name, first_name'),
]);

/** Base profiles by two words: family and given name in either order, or a whole name kept without its space. */
export function findByTwoWords(
  sql: Sql,
  domainId: number,
  words: readonly [NameWord, NameWord],
  slice: Slice,
): Promise<Found[]> {
  const [one, other] = words;
  const whole = `${one.written}${other.written}`;
  const order = [
    [one, other],
    [other, one],
  ] as const;
  const readable = one.reading !== undefined && other.reading !== undefined ? order : [];
  const firstReadings = readable.map(([, first]) => first.reading ?? '');
  return rowsOf(sql, byTwoWords, domainId, slice, [
    order.map(([last]) => last.written),
    order.map(([, first]) => first.written),
    order.map(([, first]) => afterPrefix(first.written)),
    readable.map(([last]) => last.reading ?? ''),
    firstReadings,
    firstReadings.map(afterPrefix),
    whole,
    afterPrefix(whole),
  ]);
}
