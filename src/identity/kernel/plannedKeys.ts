import type { Columns } from './columns.ts';
import { type BaseKey, baseKeysNamed, type Key, standardKeys } from './keys.ts';
import type { Model } from './train.ts';

/** The base keys that a model's plan needs, then the others that may divide a block, and its keys by their numbers. */
export function plannedKeys(columns: Columns, { plan }: Model): { bases: BaseKey[]; keys: Key[] } {
  const names = [...new Set(plan.flatMap(({ bases }) => bases))];
  const keys = plan.map(({ bases: [one = '', other] }): Key => {
    const first = names.indexOf(one);
    return other === undefined ? [first] : [first, names.indexOf(other)];
  });
  const others = standardKeys(columns).filter(({ name }) => !names.includes(name));
  return { bases: [...baseKeysNamed(columns, names), ...others], keys };
}
