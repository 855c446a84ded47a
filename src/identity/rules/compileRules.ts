import type { RuleBasedMatchingRequest } from '@aws-sdk/client-customer-profiles';
import type { FieldValue } from '../../profiles/mapping.ts';
import {
  type AttributeType,
  addressAttributes,
  contactForms,
  customForm,
  customNameOf,
  formOf,
  plainAttributes,
  selectable,
  typeOfAttribute,
} from './attributes.ts';

/** The settings of rule-based matching in the shape of the API. */
export type RuleBasedMatching = RuleBasedMatchingRequest;

/** Values of a profile by flat field name. */
export type Values = Readonly<Record<string, FieldValue>>;

/** Rules ready to be asked. Two profiles match at the lowest level at which they share a key. */
export interface CompiledRules {
  /** Levels at which profiles are matched (AWS: MaxAllowedRuleLevelForMatching, else all rules). */
  levels: number;
  /** Up to this level matches are merged; 0: never. */
  mergeLevels: number;
  /** Attributes that each level compares, as the rules name them. */
  attributes: readonly (readonly string[])[];
  /** Every flat field that `keysOf` may read. */
  fields: readonly string[];
  /** Key texts of each level, each once (index 0 is level 1); none where an attribute has no value. */
  keysOf(values: Values): string[][];
}

/** One thing that a level asks for: every text by which a profile may answer, none when it cannot. */
type Answer = (values: Values) => readonly string[];

/** Things that levels ask for, each once, by name. */
class Questions {
  readonly answers: Answer[] = [];
  private readonly places = new Map<string, number>();

  /** The place of a question; its answer is made when it is new. */
  place(name: string, answer: () => Answer): number {
    const known = this.places.get(name);
    if (known !== undefined) return known;
    this.places.set(name, this.answers.length);
    return this.answers.push(answer()) - 1;
  }
}

/** Between the parts of a key; no normalised value holds it. */
const separator = '\u0001';

/**
 * Compiles rules that `checkRules` found in order. Values are compared normalised: phones as E.164 completed by
 * `country` (ISO 3166 alpha-2), e-mail by width and case, names with variants folded, dates as days in any notation,
 * addresses in one notation. ONE_TO_ONE lets a field meet the same field only, MANY_TO_MANY any of the selected ones.
 */
export function compileRules(settings: RuleBasedMatching, country: string): CompiledRules {
  const rules = settings.Enabled === false ? [] : (settings.MatchingRules ?? []);
  const levels = Math.min(settings.MaxAllowedRuleLevelForMatching ?? rules.length, rules.length);
  const select = selectorOf(settings);
  const questions = new Questions();
  const compiled = rules.slice(0, levels).map(({ Rule }) => ask(questions, Rule ?? [], select, country));
  return {
    levels,
    mergeLevels: Math.min(settings.MaxAllowedRuleLevelForMerging ?? 0, levels),
    attributes: rules.slice(0, levels).map(({ Rule }) => [...new Set(Rule)]),
    fields: [
      ...new Set(
        rules.slice(0, levels).flatMap(({ Rule }) => (Rule ?? []).flatMap((name) => fieldsOf(name, select))),
      ),
    ],
    keysOf: (values) => {
      const given: (readonly string[])[] = [];
      const answer = (place: number) => (given[place] ??= questions.answers[place]!(values));
      return compiled.map((places) => keysOfLevel(places, answer));
    },
  };
}

interface Selector {
  isOneToOne: boolean;
  fields: (type: AttributeType) => string[];
}

/** A type without fields in the selector is stood for by the field of its own name. */
function selectorOf({ AttributeTypesSelector: selector }: RuleBasedMatching): Selector {
  const fieldsOfType = (type: AttributeType) => {
    const names = selector?.[type]?.map((name) => selectable[type][name] ?? name) ?? [];
    return names.length > 0 ? [...new Set(names)] : [type];
  };
  const known = {
    Address: fieldsOfType('Address'),
    PhoneNumber: fieldsOfType('PhoneNumber'),
    EmailAddress: fieldsOfType('EmailAddress'),
  };
  return {
    isOneToOne: selector?.AttributeMatchingModel !== 'MANY_TO_MANY',
    fields: (type) => known[type],
  };
}

/** Places of what a level asks for. */
function ask(
  questions: Questions,
  attributes: readonly string[],
  select: Selector,
  country: string,
): number[] {
  const names = [...new Set(attributes)];
  const members = names.filter((name) => typeOfAttribute(name) === 'Address').sort();
  const others = names.filter((name) => typeOfAttribute(name) !== 'Address');
  const places = others.map((name) =>
    questions.place(name, () => plainAnswer(name, country) ?? contactAnswer(name, select, country)),
  );
  if (members.length === 0) return places;
  return [...places, questions.place(members.join(), () => addressAnswer(members, select, country))];
}

/** The fields of a profile that answer for an attribute. */
function fieldsOf(attribute: string, select: Selector): string[] {
  if (customNameOf(attribute) !== undefined) return [attribute];
  const plain = plainAttributes[attribute];
  if (plain) return [...plain.fields];
  const type = typeOfAttribute(attribute);
  if (type !== 'Address') return type ? select.fields(type) : [];
  const { members } = addressAttributes[attribute]!;
  return select.fields(type).flatMap((address) => members.map((member) => `${address}.${member}`));
}

function plainAnswer(attribute: string, country: string): Answer | undefined {
  const custom = customNameOf(attribute);
  const plain = custom === undefined ? plainAttributes[attribute] : { fields: [attribute], form: customForm };
  if (!plain) return undefined;
  return (values) => {
    for (const field of plain.fields) {
      const form = formOf(plain.form, textOf(values, field), country);
      if (form !== '') return [form];
    }
    return [];
  };
}

function contactAnswer(attribute: string, select: Selector, country: string): Answer {
  const type = typeOfAttribute(attribute);
  if (type === undefined || type === 'Address') throw new Error(`${attribute} is no attribute of rules.`);
  return (values) =>
    answers(select, type, (field) => formOf(contactForms[type], textOf(values, field), country));
}

/** All members of a level are read from one address: the city of one and the postal code of another are no place. */
function addressAnswer(members: readonly string[], select: Selector, country: string): Answer {
  return (values) =>
    answers(select, 'Address', (address) => {
      const forms = members.map((member) => {
        const { members: names, form } = addressAttributes[member]!;
        const texts = names.map((name) => textOf(values, `${address}.${name}`)).filter(Boolean);
        return formOf(form, texts.join(' '), country);
      });
      return forms.includes('') ? '' : forms.join(separator);
    });
}

function answers({ isOneToOne, fields }: Selector, type: AttributeType, read: (field: string) => string) {
  const found: string[] = [];
  for (const field of fields(type)) {
    const form = read(field);
    if (form === '') continue;
    const answer = isOneToOne ? `${field}${separator}${form}` : form;
    if (!found.includes(answer)) found.push(answer);
  }
  return found;
}

function textOf(values: Values, field: string): string {
  const value = Object.hasOwn(values, field) ? values[field] : undefined;
  return typeof value === 'string' ? value : '';
}

/** Every way to answer all that a level asks for. */
function keysOfLevel(places: readonly number[], answer: (place: number) => readonly string[]): string[] {
  let keys: string[] = places.length > 0 ? [''] : [];
  for (const place of places) {
    const texts = answer(place);
    if (texts.length === 0) return [];
    if (keys.length === 1 && texts.length === 1) keys[0] += separator + texts[0]!;
    else keys = keys.flatMap((key) => texts.map((text) => `${key}${separator}${text}`));
  }
  return keys;
}
