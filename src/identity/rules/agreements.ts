import { addressAttributes, typeOfAttribute } from './attributes.ts';
import { compileRules, type RuleBasedMatching, type Values } from './compileRules.ts';

/** What two profiles have in common by one attribute of a rule, and which fields say so. */
export interface Agreement {
  /** As the rule names it: `PhoneNumber`, `Address.City`, `Attributes.肌質`. */
  attribute: string;
  left: Told;
  right: Told;
}

/** A field and its value as it was given; of `Address.Address` the address it belongs to and all its lines. */
export interface Told {
  field: string;
  value: string;
}

/**
 * Which attributes of a level (1 is the first) two profiles agree in, with the values as they were given. All attributes
 * of the level when the rule joins the profiles; fewer when values or rules have changed since it was asked.
 * `country`: ISO 3166 alpha-2.
 */
export function agreementsOf(
  rules: RuleBasedMatching,
  level: number,
  country: string,
  left: Values,
  right: Values,
): Agreement[] {
  const names = [...new Set(rules.MatchingRules?.[level - 1]?.Rule ?? [])];
  const ofAddress = names.filter((name) => typeOfAttribute(name) === 'Address');
  const sides = { left, right };
  const found = new Map<string, Agreement>();
  for (const name of names.filter((other) => !ofAddress.includes(other))) {
    const fields = meeting(rules, [name], country, sides, (field) => field);
    if (fields)
      found.set(
        name,
        agreement(name, fields, sides, (field) => [field]),
      );
  }
  // All members are read from one address: the city of one and the postal code of another are no place.
  const places = ofAddress.length > 0 && meeting(rules, ofAddress, country, sides, addressOf);
  for (const name of places ? ofAddress : []) {
    const { members } = addressAttributes[name]!;
    const [only] = members;
    const partsOf = (place: string) => members.map((member) => `${place}.${member}`);
    const told = agreement(name, places as [string, string], sides, partsOf);
    const called = ({ field, value }: Told) => ({
      field: members.length === 1 ? `${field}.${only}` : `${field}.Address`,
      value,
    });
    found.set(name, { ...told, left: called(told.left), right: called(told.right) });
  }
  return names.flatMap((name) => found.get(name) ?? []);
}

interface Sides {
  left: Values;
  right: Values;
}

const addressOf = (field: string) => field.slice(0, field.indexOf('.'));

/** The first field, or address, of each side by which both answer these attributes alike. */
function meeting(
  rules: RuleBasedMatching,
  attributes: string[],
  country: string,
  { left, right }: Sides,
  unitOf: (field: string) => string,
): [string, string] | undefined {
  const asked = { ...rules, Enabled: true, MatchingRules: [{ Rule: attributes }] };
  const compiled = compileRules({ ...asked, MaxAllowedRuleLevelForMatching: 1 }, country);
  const units = [...new Set(compiled.fields.map(unitOf))];
  const keysBy = (values: Values) =>
    units.map((unit) => compiled.keysOf(only(values, (field) => unitOf(field) === unit))[0] ?? []);
  const [these, those] = [keysBy(left), keysBy(right)];
  for (const [at, keys] of these.entries()) {
    const other = those.findIndex((others) => others.some((key) => keys.includes(key)));
    if (other >= 0) return [units[at]!, units[other]!];
  }
  return undefined;
}

const only = (values: Values, isMeant: (field: string) => boolean): Values =>
  Object.fromEntries(Object.entries(values).filter(([field]) => isMeant(field)));

function agreement(
  attribute: string,
  [one, other]: [string, string],
  { left, right }: Sides,
  fieldsOf: (unit: string) => string[],
): Agreement {
  const told = (unit: string, values: Values): Told => ({
    field: unit,
    value: fieldsOf(unit)
      .flatMap((field) => (typeof values[field] === 'string' ? values[field] : []))
      .join(' '),
  });
  return { attribute, left: told(one, left), right: told(other, right) };
}
