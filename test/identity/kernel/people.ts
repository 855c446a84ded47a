import { customerColumns } from '../../../demo/customerColumns.ts';
import { generateCustomers } from '../../../demo/generateCustomers.ts';
import { encode } from '../../../src/identity/kernel/encoder.ts';
import type { FieldRole, MatchField } from '../../../src/identity/kernel/fields.ts';

const roles: Partial<Record<(typeof customerColumns)[number], FieldRole>> = {
  姓: 'familyName',
  名: 'givenName',
  セイ: 'familyReading',
  メイ: 'givenReading',
  生年月日: 'birthDate',
  性別: 'gender',
  電話番号: 'phone',
  携帯電話: 'phone',
  メールアドレス: 'email',
  郵便番号: 'postalCode',
  都道府県: 'region',
  市区町村: 'city',
  住所: 'street',
};

/** The demo's columns as the kernel sees them. */
export const customerFields: MatchField[] = customerColumns.map((name) => ({
  name,
  role: roles[name] ?? 'custom',
}));

/** Generated customers as rows of texts, with the person of each. */
export function generatedPeople(count: number, seed = 7) {
  const rows = [...generateCustomers({ count, duplicateShare: 0.3, seed })];
  return {
    records: rows.map(({ customer }) => customerColumns.map((column) => customer[column])),
    persons: rows.map(({ person }) => person),
  };
}

/** Encodes records of the demo's columns. */
export const encodePeople = (records: readonly string[][], fields: readonly MatchField[] = customerFields) =>
  encode(fields, records, { defaultCountry: 'JP' });

/** Encodes records given as role → text; a role may be given several texts. */
export function encodeByRole(records: readonly Partial<Record<FieldRole, string | string[]>>[]) {
  const widths = new Map<FieldRole, number>();
  for (const record of records) {
    for (const [role, text] of Object.entries(record) as [FieldRole, string | string[]][]) {
      widths.set(role, Math.max(widths.get(role) ?? 0, [text].flat().length));
    }
  }
  const fields = [...widths].flatMap(([role, width]) =>
    Array.from({ length: width }, (_none, at): MatchField => ({ name: `${role}${at}`, role })),
  );
  const texts = records.map((record) =>
    [...widths].flatMap(([role, width]) => {
      const given = [record[role] ?? []].flat();
      return Array.from({ length: width }, (_none, at) => given[at] ?? '');
    }),
  );
  return encode(fields, texts, { defaultCountry: 'JP' });
}
