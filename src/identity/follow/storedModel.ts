import type { Parameters } from '../kernel/parameters.ts';
import type { Model } from '../kernel/train.ts';

/** A model as JSON gives it back: its tables have become lists, or objects by index. */
type Stored = Omit<Model, 'parameters'> & {
  parameters: Omit<Parameters, 'm' | 'u' | 'h'> & Record<'m' | 'u' | 'h', Record<string, number>[]>;
};

/** The model that was stored as JSON; undefined when there is none. */
export function modelFrom(stored: unknown): Model | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const model = stored as Stored;
  const tables = (name: 'm' | 'u' | 'h') =>
    model.parameters[name].map((table) => Float64Array.from(Object.values(table)));
  return {
    ...model,
    parameters: { ...model.parameters, m: tables('m'), u: tables('u'), h: tables('h') },
  };
}
