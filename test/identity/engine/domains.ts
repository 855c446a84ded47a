import { customerColumns } from '../../../demo/customerColumns.ts';
import type { Pool } from '../../../src/database/connection.ts';
import { copyRows } from '../../../src/database/copy.ts';
import type { CopyValue } from '../../../src/database/insert.ts';
import type { Facts } from '../../../src/profiles/facts.ts';
import { generatedPeople } from '../kernel/people.ts';

/** A base profile to be put into a database: id, age in seconds, facts. */
export interface Stored {
  id: string;
  age: number;
  facts: Facts;
}

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

/** The id of the n-th profile. */
export const idOf = (row: number): string => `019b7760000070008000${row.toString(16).padStart(12, '0')}`;

/** Generated customers as base profiles of type 1, with the person of each. */
export function storedPeople(count: number, seed?: number): { profiles: Stored[]; persons: number[] } {
  const { records, persons } = generatedPeople(count, seed);
  const profiles = records.map((texts, row): Stored => {
    const values: Record<string, string> = {};
    for (const [at, column] of customerColumns.entries()) {
      if (texts[at]) values[fields[column] ?? `Attributes.${column}`] = texts[at];
    }
    return { id: idOf(row), age: row, facts: [{ t: 1, i: row, v: values }] };
  });
  return { profiles, persons };
}

/** A profile of one source with these values. */
export const stored = (row: number, values: Record<string, string>): Stored => ({
  id: idOf(row),
  age: row,
  facts: [{ t: 1, i: row, v: values }],
});

const columns = {
  domain_id: 'integer',
  profile_id: 'uuid',
  survivor_id: 'uuid',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  expires_on: 'date',
  facts: 'jsonb',
};

/** A domain with these profiles and the object types `customers` (1) and `crm` (2); returns its id. */
export async function domainOf(sql: Pool, profiles: readonly Stored[], name = 'people'): Promise<number> {
  return sql.begin(async (tx) => {
    const [domain] = await tx`
      insert into domain (account_id, name, settings, created_at, updated_at)
      values ('1', ${name}, '{}', now(), now()) returning domain_id`;
    const domainId = Number(domain?.domain_id);
    const types: number[] = [];
    for (const type of ['customers', 'crm']) {
      const [row] = await tx`
        insert into object_type (domain_id, name, version, definition, created_at, updated_at)
        values (${domainId}, ${type}, 1, '{}', now(), now()) returning type_id`;
      types.push(Number(row?.type_id));
    }
    for (const attribute of ['セイ', 'メイ', '会員種別']) {
      await tx`insert into custom_field (domain_id, name, source, created_at)
        values (${domainId}, ${attribute}, 'customers', now())`;
    }
    const rows = profiles.map(({ id, age, facts }): CopyValue[] => {
      const at = new Date(Date.UTC(2026, 0, 1) + age * 1000);
      const own = facts.map((entry) => ({ ...entry, t: entry.t === 0 ? 0 : types[entry.t - 1]! }));
      return [domainId, id, id, at, at, '2030-01-01', JSON.stringify(own)];
    });
    await copyRows(tx, 'profile', columns, rows);
    return domainId;
  });
}
