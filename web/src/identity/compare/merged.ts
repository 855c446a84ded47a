import type { Member, MergeResult } from '../types.ts';
import { comparable, type Row, rowsOf } from './rows.ts';

/** What a person has chosen of the profile to be. */
export interface Choice {
  /** The profile that stays; its values win where nothing else was chosen. */
  mainId: string;
  /** Profiles to be merged, the main one among them. */
  included: readonly string[];
  /** Line → profile whose value is taken, even when it has none. */
  sources: Readonly<Record<string, string>>;
}

/** A value of the profile to be, with the profile it is from; flat field by flat field. */
export type Merged = Record<string, { value: string; from: string }>;

/**
 * One line of the profile to be, by the rule of a merge by hand: the value chosen, else the main profile's, else that of
 * the first other that has one. Addresses that contradict each other are not mixed.
 */
export function mergedRow(row: Row, members: readonly Member[], choice: Choice): Merged {
  const sides = sidesOf(members, choice);
  const source = choice.sources[row.key] ?? wholeFrom(row, sides)?.ProfileId;
  const taken = source === undefined ? sides : members.filter(({ ProfileId }) => ProfileId === source);
  const found: Merged = {};
  for (const field of row.fields) {
    const side = taken.find(({ Fields }) => Fields[field]?.Value);
    if (side) found[field] = { value: side.Fields[field]!.Value, from: side.ProfileId };
  }
  return found;
}

/** Lines whose source must be said, so that the merge leaves what was shown: those chosen, and addresses kept whole. */
export function sourcesOf(members: readonly Member[], choice: Choice): Record<string, string> {
  const sides = sidesOf(members, choice);
  const whole = rowsOf(sides).flatMap((row) => {
    const side = wholeFrom(row, sides);
    return side ? [[row.key, side.ProfileId]] : [];
  });
  return { ...Object.fromEntries(whole), ...choice.sources };
}

/** The profiles that take part, the main one first. */
const sidesOf = (members: readonly Member[], { mainId, included }: Choice): Member[] =>
  [mainId, ...included.filter((id) => id !== mainId)].flatMap(
    (id) => members.find(({ ProfileId }) => ProfileId === id) ?? [],
  );

/** The profile that an address comes from as a whole, where a part of it differs; else gaps may be filled part by part. */
function wholeFrom({ key, fields }: Row, sides: readonly Member[]): Member | undefined {
  if (!fields.some((field) => field !== key)) return undefined;
  const differs = fields.some((field) => {
    const values = sides.map(({ Fields }) => comparable(field, Fields[field]?.Value ?? ''));
    return new Set(values.filter(Boolean)).size > 1;
  });
  if (!differs) return undefined;
  return sides.find(({ Fields }) => fields.some((field) => Fields[field]?.Value));
}

/** One line of the profile as the server says it would be. */
export function resultRow(row: Row, result: MergeResult): Merged {
  const found: Merged = {};
  for (const field of row.fields) {
    const held = result.Fields[field];
    if (held) found[field] = { value: held.Value, from: held.FromProfileId ?? result.ProfileId };
  }
  return found;
}

/** The choice that a group begins with: everything, into the profile that the server proposes. */
export function firstChoice(members: readonly Member[], result: { ProfileId: string }): Choice {
  const ids = members.map(({ ProfileId }) => ProfileId);
  const main =
    members.find(({ ProfileId }) => ProfileId === result.ProfileId) ??
    members.find(({ SurvivorId }) => SurvivorId === result.ProfileId);
  return { mainId: main?.ProfileId ?? ids[0] ?? '', included: ids, sources: {} };
}

/** The choice with one profile taken in or left out; a merge keeps at least its main profile. */
export function withToggled(choice: Choice, profileId: string, members: readonly Member[]): Choice {
  const isIn = choice.included.includes(profileId);
  const included = members
    .map(({ ProfileId }) => ProfileId)
    .filter((id) => (id === profileId ? !isIn : choice.included.includes(id)));
  const mainId = included.includes(choice.mainId) ? choice.mainId : (included[0] ?? choice.mainId);
  const sources = Object.fromEntries(
    Object.entries(choice.sources).filter(([, from]) => included.includes(from)),
  );
  return { mainId, included, sources };
}

/** The choice with one profile's values taken throughout. */
export const withMain = (choice: Choice, mainId: string): Choice => ({
  mainId,
  included: choice.included.includes(mainId) ? choice.included : [...choice.included, mainId],
  sources: {},
});

/** The choice with the value of one line taken from a profile. */
export const withSource = (choice: Choice, key: string, profileId: string): Choice => ({
  ...choice,
  sources: { ...choice.sources, [key]: profileId },
});

/** Lines and profiles as MergeProfiles takes them: attributes in a map of their own. */
export function nestSources(sources: Readonly<Record<string, string>>): Record<string, unknown> {
  const nested: Record<string, unknown> = {};
  const attributes: Record<string, string> = {};
  for (const [key, from] of Object.entries(sources)) {
    if (key.startsWith('Attributes.')) attributes[key.slice('Attributes.'.length)] = from;
    else nested[key] = from;
  }
  return Object.keys(attributes).length > 0 ? { ...nested, Attributes: attributes } : nested;
}
