/** Members that fold as fields of their own. */
const preferences = ['Phone', 'Email'].map((way) => `EngagementPreferences.${way}`);

/** Field → profile whose value it takes, with what is named as a whole in place of the fields it is made of. */
export function wholeNamed(sources: Record<string, string>): Record<string, string> {
  const { EngagementPreferences: named, ...flat } = sources;
  return named === undefined
    ? flat
    : { ...Object.fromEntries(preferences.map((name) => [name, named])), ...flat };
}
