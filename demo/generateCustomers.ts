import type { Customer } from './customerColumns.ts';
import { damage, type ErrorKind, placeHome } from './errors.ts';
import { writeBirth, writePhone } from './notation.ts';
import { type Person, personOf } from './person.ts';
import { mix, type Random, randomFrom } from './random.ts';

export interface GeneratorOptions {
  /** Rows to make. */
  count: number;
  /** Share of rows that register a person once more, 0–1. */
  duplicateShare: number;
  /** Any whole number; the same seed gives the same rows. */
  seed: number;
}

/** One row and the truth about it. */
export interface CustomerRow {
  customer: Customer;
  /** Who it really is: rows with the same number are the same person. */
  person: number;
  /** Number of the first member of the household; twins and spouses share home and landline. */
  household: number;
  /** What is wrong or out of date in this row; empty for a first registration. */
  errors: ErrorKind[];
}

/**
 * Japanese customers, row by row, in constant memory: a person is computed from the seed and a number, so that a
 * second registration a million rows later needs no store of the first.
 */
export function* generateCustomers({
  count,
  duplicateShare,
  seed,
}: GeneratorOptions): Generator<CustomerRow> {
  let persons = 0;
  for (let row = 0; row < count; row++) {
    const random = randomFrom(mix(seed, row, 8));
    const again = persons > 0 && random.chance(duplicateShare);
    const person = personOf(seed, again ? random.below(persons) : persons++);
    const customer = customerOf(person, row, random, seed);
    const errors = again ? damage(customer, person, random, seed) : [];
    yield { customer, person: person.index, household: person.household, errors };
  }
}

function customerOf(person: Person, row: number, random: Random, seed: number): Customer {
  const known = randomFrom(mix(seed, person.index, 9));
  const young = person.born.year > 1975;
  const hasLandline = known.chance(young ? 0.3 : 0.8);
  const hasMobile = !hasLandline || known.chance(young ? 0.97 : 0.7);
  const customer: Customer = {
    顧客番号: `C${String(row + 1).padStart(7, '0')}`,
    姓: person.family.written,
    名: person.given.written,
    セイ: person.family.reading,
    メイ: person.given.reading,
    生年月日: random.chance(0.04) ? '' : writeBirth(random, person.born),
    性別: random.chance(0.03) ? '' : person.sex === 'male' ? '男' : '女',
    電話番号: hasLandline ? writePhone(random, person.home.landline) : '',
    携帯電話: hasMobile ? writePhone(random, person.mobile) : '',
    メールアドレス: known.chance(young ? 0.88 : 0.55) ? writeMail(random, person.email) : '',
    郵便番号: '',
    都道府県: '',
    市区町村: '',
    住所: '',
    Ok_to_call: known.chance(0.82) ? 'yes' : 'no',
    Ok_to_email: known.chance(0.7) ? 'yes' : 'no',
    attention_customer: attentionOf(known.next()),
  };
  placeHome(customer, person.home, random);
  if (random.chance(0.02)) customer.セイ = customer.メイ = '';
  return customer;
}

const writeMail = (random: Random, email: string) =>
  random.chance(0.03) ? email.slice(0, 1).toUpperCase() + email.slice(1) : email;

/** Most customers need no care; the value names the queue or the whisper of the contact flow. */
function attentionOf(draw: number): string {
  if (draw < 0.02) return 'vip';
  if (draw < 0.035) return 'trouble';
  return draw < 0.05 ? 'no_guidance' : '';
}
