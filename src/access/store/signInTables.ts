import type { CleanedWhere, CustomAdapter } from 'better-auth/adapters';
import { createAdapterFactory } from 'better-auth/adapters';
import type { Pool, Sql } from '../../database/connection.ts';

type Row = Record<string, unknown>;
type Scalar = string | number | boolean | Date | null;

/** better-auth's models and the tables they live in. */
export const signInTables = {
  user: 'app_user',
  session: 'user_session',
  account: 'user_login',
  verification: 'user_verification',
} as const;

/** Keeps better-auth's users and sessions in our tables, over our own connection. */
export function signInAdapter(sql: Pool) {
  return createAdapterFactory({
    config: {
      adapterId: 'nayose',
      adapterName: 'Nayose',
      supportsJSON: true,
      supportsDates: true,
      supportsBooleans: true,
      supportsNumericIds: false,
      supportsUUIDs: false,
    },
    adapter: () => ({ ...readers(sql), ...writers(sql) }),
  });
}

function readers(sql: Sql): Pick<CustomAdapter, 'findOne' | 'findMany' | 'count'> {
  return {
    async findOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
      const [row] = await sql`select * from ${table(sql, model)} ${filter(sql, where)} limit 1`;
      return row ? (toModel(row) as T) : null;
    },
    async findMany<T>(request: FindMany) {
      const { model, where, limit, offset, sortBy } = request;
      const order = sortBy
        ? sql`order by ${sql(column(sortBy.field))} ${sortBy.direction === 'asc' ? sql`asc` : sql`desc`}`
        : sql``;
      const rows = await sql`select * from ${table(sql, model)} ${filter(sql, where)} ${order}
                             limit ${limit} offset ${offset ?? 0}`;
      return rows.map((row) => toModel(row) as T);
    },
    async count({ model, where }) {
      const [row] = await sql`select count(*)::int as n from ${table(sql, model)} ${filter(sql, where)}`;
      return row!.n as number;
    },
  };
}

interface FindMany {
  model: string;
  where?: CleanedWhere[];
  limit: number;
  offset?: number;
  sortBy?: { field: string; direction: 'asc' | 'desc' };
}

function writers(
  sql: Sql,
): Pick<CustomAdapter, 'create' | 'update' | 'updateMany' | 'delete' | 'deleteMany' | 'consumeOne'> {
  return {
    async create<T extends Row>({ model, data }: { model: string; data: T }) {
      const [row] = await sql`insert into ${table(sql, model)} ${sql(toColumns(data))} returning *`;
      return toModel(row!) as T;
    },
    async update<T>({ model, where, update }: { model: string; where: CleanedWhere[]; update: T }) {
      const [row] = await sql`update ${table(sql, model)} set ${sql(toColumns(update as Row))}
                              ${filter(sql, where)} returning *`;
      return row ? (toModel(row) as T) : null;
    },
    async updateMany({ model, where, update }) {
      return (await sql`update ${table(sql, model)} set ${sql(toColumns(update))} ${filter(sql, where)}`)
        .count;
    },
    async delete({ model, where }) {
      await sql`delete from ${table(sql, model)} ${filter(sql, where)}`;
    },
    async deleteMany({ model, where }) {
      return (await sql`delete from ${table(sql, model)} ${filter(sql, where)}`).count;
    },
    async consumeOne<T>({ model, where }: { model: string; where: CleanedWhere[] }) {
      const from = table(sql, model);
      const [row] = await sql`delete from ${from}
        where id = (select id from ${from} ${filter(sql, where)} limit 1 for update skip locked) returning *`;
      return row ? (toModel(row) as T) : null;
    },
  };
}

function table(sql: Sql, model: string) {
  if (!Object.values<string>(signInTables).includes(model))
    throw new Error(`No table for the model ${model}`);
  return sql(model);
}

function filter(sql: Sql, where: CleanedWhere[] = []) {
  const [first, ...rest] = where;
  if (!first) return sql``;
  const joined = rest.reduce(
    (all, next) =>
      next.connector === 'OR'
        ? sql`${all} or ${condition(sql, next)}`
        : sql`${all} and ${condition(sql, next)}`,
    condition(sql, first),
  );
  return sql`where ${joined}`;
}

function condition(sql: Sql, { field, operator, value, mode }: CleanedWhere) {
  if (mode === 'insensitive') throw new Error('Case-insensitive conditions are not supported');
  const name = sql(column(field));
  if (operator === 'in') return sql`${name} in ${sql(value as string[])}`;
  if (operator === 'not_in') return sql`not (${name} in ${sql(value as string[])})`;
  const one = value as Scalar;
  if (operator === 'eq') return one === null ? sql`${name} is null` : sql`${name} = ${one}`;
  if (operator === 'ne') return one === null ? sql`${name} is not null` : sql`${name} <> ${one}`;
  if (operator === 'lt') return sql`${name} < ${one}`;
  if (operator === 'lte') return sql`${name} <= ${one}`;
  if (operator === 'gt') return sql`${name} > ${one}`;
  if (operator === 'gte') return sql`${name} >= ${one}`;
  throw new Error(`The condition ${operator} is not supported`);
}

const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const member = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

const toColumns = (data: Row) =>
  Object.fromEntries(Object.entries(data).map(([field, value]) => [column(field), value])) as Record<
    string,
    Scalar
  >;
const toModel = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [member(name), value]));
