import { splitFullName } from '../../values/fullName.ts';
import { readingForm } from '../../values/nameSearch.ts';
import { Dictionary } from './dictionary.ts';
import { Feature } from './feature.ts';
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
}

/**
 * Rows in their encoded form: what every other part of the kernel works on. Rows are only ever added, so a resident
 * set takes the profile that has just been written as one row more.
 */
export class Columns {
  readonly fields: readonly MatchField[];
  readonly features = new Map<string, Feature>();
  /** Packed birth date (a nibble per digit) by code of the feature `birth`. */
  packedBirths: number[] = [];
  /** Where each row comes from; two rows of one source with different account numbers contradict each other. */
  sources = new Uint8Array(256);
  size = 0;
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

  constructor(fields: readonly MatchField[], { defaultCountry }: EncodingOptions) {
    this.fields = fields;
    this.country = defaultCountry;
    this.places = placesOf(fields);
    for (const feature of featuresOf(fields, this.places)) this.features.set(feature.name, feature);
    this.custom = (this.places.get('custom') ?? []).map((place) => ({
      place,
      feature: this.features.get(`custom:${fields[place]!.name}`)!,
      form: rememberWhileUseful(textForm),
    }));
  }

  /** The feature of this name; undefined when no column feeds it. */
  feature(name: string): Feature | undefined {
    return this.features.get(name);
  }

  /** Adds a row of texts in the order of the fields and returns its number. */
  add(texts: readonly string[], source = 0): number {
    const row = this.size++;
    if (row === this.sources.length) {
      const wider = new Uint8Array(row * 2);
      wider.set(this.sources);
      this.sources = wider;
    }
    this.sources[row] = source;
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
    const fullReading = splitFullName(this.first('fullReading', texts));
    const family = this.first('familyName', texts) || (full.family ?? '');
    const given = this.first('givenName', texts) || (full.given ?? '');
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
    const feature = this.features.get('birth');
    if (!feature) return;
    const date = this.forms.birth(this.first('birthDate', texts));
    feature.putOne(row, date);
    if (date !== '') this.packedBirths[feature.codes[row]!] ??= packedDate(date);
  }

  private addContact(row: number, texts: readonly string[]): void {
    if (this.features.has('gender')) this.put('gender', row, this.forms.gender(this.first('gender', texts)));
    this.features.get('phone')?.put(
      row,
      this.all('phone', texts).map((text) => phoneForm(text, this.country)),
    );
    this.features.get('email')?.put(row, this.all('email', texts).map(emailForm));
  }

  private addPlace(row: number, texts: readonly string[]): void {
    const { forms } = this;
    if (this.features.has('postal')) this.put('postal', row, forms.postal(this.first('postalCode', texts)));
    if (this.features.has('city')) this.put('city', row, forms.city(this.all('city', texts).join('')));
    if (this.features.has('region')) this.put('region', row, forms.region(this.first('region', texts)));
    if (this.features.has('building'))
      this.put('building', row, forms.building(this.all('building', texts).join(' ')));
    if (!this.features.has('street')) return;
    const street = streetForm(this.all('street', texts).join(' '));
    this.put('street', row, street.whole);
    this.put('core', row, street.core);
    this.put('town', row, street.town);
  }

  private put(name: string, row: number, text: string): void {
    this.features.get(name)?.putOne(row, text);
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

/** Encodes records at once; see `Columns.add`. */
export function encode(
  fields: readonly MatchField[],
  records: Iterable<readonly string[]>,
  options: EncodingOptions,
): Columns {
  const columns = new Columns(fields, options);
  for (const record of records) columns.add(record);
  return columns;
}

function placesOf(fields: readonly MatchField[]): Map<FieldRole, number[]> {
  const places = new Map<FieldRole, number[]>();
  for (const [index, { role }] of fields.entries()) {
    places.set(role, [...(places.get(role) ?? []), index]);
  }
  return places;
}

const simple: readonly [FieldRole, readonly string[]][] = [
  ['birthDate', ['birth']],
  ['gender', ['gender']],
  ['postalCode', ['postal']],
  ['city', ['city']],
  ['region', ['region']],
  ['street', ['street', 'core', 'town']],
  ['building', ['building']],
];

function featuresOf(
  fields: readonly MatchField[],
  places: ReadonlyMap<FieldRole, readonly number[]>,
): Feature[] {
  const [written, readings] = [new Dictionary(), new Dictionary()];
  const names = (['family', 'given'] as const).flatMap((part) =>
    places.has(`${part}Name`) ||
    places.has('fullName') ||
    places.has(`${part}Reading`) ||
    places.has('fullReading')
      ? [new Feature(part, 1, written), new Feature(`${part}Reading`, 1, readings)]
      : [],
  );
  // A street, its core and its town are mostly pieces of one text, and kept once.
  const streets = new Dictionary();
  const others = simple.flatMap(([role, made]) =>
    places.has(role)
      ? made.map((name) => new Feature(name, 1, role === 'street' ? streets : new Dictionary()))
      : [],
  );
  const phones = places.get('phone')?.length ?? 0;
  const emails = places.get('email')?.length ?? 0;
  return [
    ...names,
    ...others,
    ...(phones ? [new Feature('phone', phones)] : []),
    ...(emails ? [new Feature('email', emails)] : []),
    ...fields.filter(({ role }) => role === 'custom').map(({ name }) => new Feature(`custom:${name}`)),
  ];
}
