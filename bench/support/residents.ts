import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { customerColumns } from '../../demo/customerColumns.ts';
import { type CustomerRow, generateCustomers } from '../../demo/generateCustomers.ts';
import type { Pool } from '../../src/database/connection.ts';
import { copyRows } from '../../src/database/copy.ts';
import type { CopyValue } from '../../src/database/insert.ts';
import { type Database, openDatabase } from '../../src/database/open.ts';
import { say } from './line.ts';

/** Where the bench of identity resolution keeps its PostgreSQL between runs. */
export const residentsDir = fileURLToPath(new URL('../../data/resolution', import.meta.url));

/** A domain of generated customers, one profile each, as an import would have left them. */
export interface Residents {
  database: Database;
  sql: Pool;
  domainId: number;
  /** Object type that the customers came from. */
  typeId: number;
}

const [seed, duplicateShare] = [20_261_122, 0.2];
const batch = 20_000;

/** The profile field of each column; the others are custom attributes. */
const fields: Readonly<Record<string, string>> = {
  顧客番号: 'AccountNumber',
  姓: 'LastName',
  名: 'FirstName',
  生年月日: 'BirthDate',
  性別: 'GenderString',
  電話番号: 'PhoneNumber',
  携帯電話: 'MobilePhoneNumber',
  メールアドレス: 'EmailAddress',
  郵便番号: 'Address.PostalCode',
  都道府県: 'Address.State',
  市区町村: 'Address.City',
  住所: 'Address.Address1',
};

/** Columns of `profile` with their types. */
export const profileColumns = {
  domain_id: 'integer',
  profile_id: 'uuid',
  survivor_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  expires_on: 'date',
  facts: 'jsonb',
};

/** The customers of this bench with the truth about them, in the order of their ids. */
export const residentRows = (count: number): Generator<CustomerRow> =>
  generateCustomers({ count, duplicateShare, seed });

/** When the first customer was made; each next one a second later, so that ids and ages have one order. */
const firstMade = Date.UTC(2026, 0, 1);

/** The profile id of a customer by its place among the generated ones. */
export const residentId = (row: number): string =>
  `${(firstMade + row * 1000).toString(16).padStart(12, '0')}70008000${row.toString(16).padStart(12, '0')}`;

/** The place among the generated customers of a profile id. */
export const rowOfResident = (id: string): number => Number.parseInt(id.slice(20), 16);

/** Account and name of the domain of so many customers. */
export const residentAccount = '000000000000';
export const residentDomain = (count: number): string => `residents${count}`;

/** Opens the bench's database with so many customers in a domain of their own, made when it is not there yet. */
export async function openResidents(count: number, dataDir = residentsDir): Promise<Residents> {
  await mkdir(dataDir, { recursive: true });
  const database = await openDatabase({ dataDir, databaseUrl: undefined });
  const { sql } = database;
  const known = await residentsIn(sql, count);
  if (known) return { database, sql, ...known };
  say(`writing ${count} customers`);
  const made = await fill(sql, residentDomain(count), count);
  await sql`vacuum (analyze) profile`;
  await sql`checkpoint`;
  return { database, sql, ...made };
}

/** The domain of so many customers, when it is there. */
export async function residentsIn(
  sql: Pool,
  count: number,
): Promise<Pick<Residents, 'domainId' | 'typeId'> | undefined> {
  const [known] = await sql`
    select d.domain_id, t.type_id from domain d join object_type t using (domain_id)
    where d.name = ${residentDomain(count)}`;
  return known && { domainId: known.domain_id, typeId: known.type_id };
}

async function fill(sql: Pool, name: string, count: number) {
  return sql.begin(async (tx) => {
    const at = new Date(firstMade);
    const [domain] = await tx`
      insert into domain (account_id, name, settings, created_at, updated_at)
      values (${residentAccount}, ${name}, '{"DefaultExpirationDays":366}', ${at}, ${at}) returning domain_id`;
    const domainId = Number(domain?.domain_id);
    const [type] = await tx`
      insert into object_type (domain_id, name, version, definition, created_at, updated_at)
      values (${domainId}, 'customers', 1, '{"Description":"customers"}', ${at}, ${at}) returning type_id`;
    const typeId = Number(type?.type_id);
    for (const attribute of customerColumns.filter((column) => !fields[column])) {
      await tx`insert into custom_field (domain_id, name, source, created_at)
        values (${domainId}, ${attribute}, 'customers', ${at})`;
    }
    let rows: CopyValue[][] = [];
    let row = 0;
    for (const { customer } of residentRows(count)) {
      rows.push(profileOf(domainId, typeId, row++, customer));
      if (rows.length < batch) continue;
      await copyRows(tx, 'profile', profileColumns, rows);
      rows = [];
    }
    await copyRows(tx, 'profile', profileColumns, rows);
    return { domainId, typeId };
  });
}

/** A customer as a row of `profile`. */
export function profileOf(
  domainId: number,
  typeId: number,
  row: number,
  customer: CustomerRow['customer'],
): CopyValue[] {
  const values: Record<string, string> = {};
  for (const column of customerColumns) {
    if (customer[column] !== '') values[fields[column] ?? `Attributes.${column}`] = customer[column];
  }
  const made = firstMade + row * 1000;
  const id = residentId(row);
  const at = new Date(made);
  return [domainId, id, id, at, at, '2030-01-01', JSON.stringify([{ t: typeId, i: made, v: values }])];
}
