import { type FullName, splitFullName } from '../../values/fullName.ts';
import { readingForm } from '../../values/nameSearch.ts';
import { splitReading } from '../../values/readingSplit.ts';
import { Columns } from './columns.ts';
import type { Feature } from './feature.ts';
import type { FieldRole, MatchField } from './fields.ts';
import {
  birthForm,
  emailForm,
  genderForm,
  nameForm,
  packedDate,
  phoneForm,
  postalForm,
  stated,
  streetForm,
  textForm,
} from './forms.ts';
import { rememberWhileUseful } from './remember.ts';

/** How texts are read. */
export interface EncodingOptions {
  /** ISO 3166 alpha-2, for phone numbers without a country code. */
  defaultCountry: string;
  /** Memory for the codes of all rows there will be; see `RowTable`. */
  codes?: Int32Array | undefined;
}

/**
 * Turns rows of texts into columns. Rows are only ever added, so a resident set takes the profile that has just been
 * written as one row more.
 */
export class Encoder {
  readonly columns: Columns;
  private readonly country: string;
  private readonly places: ReadonlyMap<FieldRole, readonly number[]>;
  private readonly custom: readonly { place: number; feature: Feature; form: (text: string) => string }[];
  private readonly forms = {
    written: rememberWhileUseful(nameForm),
    birth: rememberWhileUseful(birthForm),
    gender: rememberWhileUseful(genderForm),
    postal: rememberWhileUseful(postalForm),
    city: rememberWhileUseful(textForm),
    region: rememberWhileUseful(textForm),
    building: rememberWhileUseful(textForm),
  };

  constructor(fields: readonly MatchField[], { defaultCountry, codes }: EncodingOptions) {
    this.columns = new Columns(fields, codes);
    this.country = defaultCountry;
    this.places = placesOf(fields);
    this.custom = (this.places.get('custom') ?? []).map((place) => ({
      place,
      feature: this.columns.feature(`custom:${fields[place]!.name}`)!,
      form: rememberWhileUseful(textForm),
    }));
  }

  /** Adds a row of texts in the order of the fields and returns its number. */
  add(texts: readonly string[], source = 0): number {
    const row = this.columns.newRow(source);
    this.addNames(row, texts);
    this.addBirth(row, texts);
    this.addContact(row, texts);
    this.addPlace(row, texts);
    for (const { place, feature, form } of this.custom) {
      const text = stated(texts[place] ?? '');
      feature.putOne(row, text === '' ? '' : form(text));
    }
    return row;
  }

  private addNames(row: number, texts: readonly string[]): void {
    const full = splitFullName(this.first('fullName', texts));
    const family = this.first('familyName', texts) || (full.family ?? '');
    const given = this.first('givenName', texts) || (full.given ?? '');
    const fullReading = fullReadingOf(this.first('fullReading', texts), family, given);
    const familyReading = this.first('familyReading', texts) || (fullReading.family ?? '');
    const givenReading = this.first('givenReading', texts) || (fullReading.given ?? '');
    this.putName('family', row, family, familyReading);
    this.putName('given', row, given, givenReading);
  }

  private putName(part: 'family' | 'given', row: number, text: string, reading: string): void {
    this.put(part, row, text === '' ? '' : this.forms.written(text));
    this.put(`${part}Reading`, row, (reading && readingForm(reading)) || readingForm(text) || '');
  }

  private addBirth(row: number, texts: readonly string[]): void {
    const feature = this.columns.feature('birth');
    if (!feature) return;
    const date = this.forms.birth(this.first('birthDate', texts));
    feature.putOne(row, date);
    if (date !== '') this.columns.putBirth(feature.at(row), packedDate(date));
  }

  private addContact(row: number, texts: readonly string[]): void {
    if (this.has('gender')) this.put('gender', row, this.forms.gender(this.first('gender', texts)));
    this.columns.feature('phone')?.put(
      row,
      this.all('phone', texts).map((text) => phoneForm(text, this.country)),
    );
    this.columns.feature('email')?.put(row, this.all('email', texts).map(emailForm));
  }

  private addPlace(row: number, texts: readonly string[]): void {
    const { forms } = this;
    if (this.has('postal')) this.put('postal', row, forms.postal(this.first('postalCode', texts)));
    if (this.has('city')) this.put('city', row, forms.city(this.all('city', texts).join('')));
    if (this.has('region')) this.put('region', row, forms.region(this.first('region', texts)));
    if (this.has('building'))
      this.put('building', row, forms.building(this.all('building', texts).join(' ')));
    if (!this.has('street')) return;
    const street = streetForm(this.all('street', texts).join(' '));
    this.put('street', row, street.whole);
    this.put('core', row, street.core);
    this.put('town', row, street.town);
  }

  private put(name: string, row: number, text: string): void {
    this.columns.feature(name)?.putOne(row, text);
  }

  private has(name: string): boolean {
    return this.columns.feature(name) !== undefined;
  }

  private first(role: FieldRole, texts: readonly string[]): string {
    for (const place of this.places.get(role) ?? []) {
      const text = stated(texts[place] ?? '');
      if (text !== '') return text;
    }
    return '';
  }

  private all(role: FieldRole, texts: readonly string[]): string[] {
    return (this.places.get(role) ?? []).map((place) => stated(texts[place] ?? '')).filter(Boolean);
  }
}

/** Encodes records at once; see `Encoder.add`. */
export function encode(
  fields: readonly MatchField[],
  records: Iterable<readonly string[]>,
  options: EncodingOptions,
): Columns {
  const encoder = new Encoder(fields, options);
  for (const record of records) encoder.add(record);
  return encoder.columns;
}

/** A reading taken apart; without a space, as far as the family name may be read so. */
function fullReadingOf(text: string, family: string, given: string): FullName {
  const full = splitFullName(text);
  if (full.given !== undefined || !full.family || given === '') return full;
  return splitReading(full.family, family) ?? full;
}

function placesOf(fields: readonly MatchField[]): Map<FieldRole, number[]> {
  const places = new Map<FieldRole, number[]>();
  for (const [index, { role }] of fields.entries()) {
    places.set(role, [...(places.get(role) ?? []), index]);
  }
  return places;
}
