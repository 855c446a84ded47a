import type { Column, ColumnKey } from '../api/types.ts';

/** The choice of a column's target as one word for a list: `ignore`, `custom`, or a target such as `_profile.LastName`. */
export const ignoreChoice = 'ignore';
export const customChoice = 'custom';

const attributesPrefix = '_profile.Attributes.';

/** The choice that stands for a column as it is. */
export function choiceOf(column: Column): string {
  if (column.Kind === 'ignored') return ignoreChoice;
  if (column.Kind === 'custom') return customChoice;
  return column.Target ?? ignoreChoice;
}

/** A column with another target. What is ignored can be no key. */
export function withChoice(column: Column, choice: string): Column {
  if (choice === ignoreChoice) return { Header: column.Header, Kind: 'ignored' };
  const key = column.Key === undefined ? {} : { Key: column.Key };
  if (choice === customChoice) {
    return { Header: column.Header, Kind: 'custom', Target: attributesPrefix + column.Header.trim(), ...key };
  }
  return { Header: column.Header, Kind: 'standard', Target: choice, ...key };
}

/** A column with another part in finding the customer; only one column can be the unique id of a row. */
export function withKey(columns: Column[], at: number, key: ColumnKey | undefined): Column[] {
  return columns.map((column, index) => {
    if (index === at) {
      const { Key: _former, ...rest } = column;
      return key === undefined ? rest : { ...rest, Key: key };
    }
    if (key === 'unique' && column.Key === 'unique') return { ...column, Key: 'search' };
    return column;
  });
}

/** What keeps a mapping from being started, or is worth a look first. The screen words it. */
export type MappingProblem =
  | { kind: 'sameTarget'; target: string; headers: string[] }
  | { kind: 'noUnique' }
  | { kind: 'nothing' };

/** Checks a mapping before it is sent. */
export function mappingProblems(columns: Column[]): MappingProblem[] {
  const used = columns.filter(({ Kind }) => Kind !== 'ignored');
  if (used.length === 0) return [{ kind: 'nothing' }];
  const byTarget = Map.groupBy(used, ({ Target }) => Target ?? '');
  const doubled = [...byTarget].filter(([target, group]) => target !== '' && group.length > 1);
  return [
    ...doubled.map(([target, group]) => ({
      kind: 'sameTarget' as const,
      target,
      headers: group.map(({ Header }) => Header),
    })),
    ...(used.some(({ Key }) => Key === 'unique') ? [] : [{ kind: 'noUnique' as const }]),
  ];
}

/** AWS: names of object types. */
export const isTypeName = (name: string) => /^[a-zA-Z][a-zA-Z0-9_-]{0,254}$/.test(name);

/** Key of an uploaded file: its own name, in a folder of its own, so that no upload hides another. */
export function uploadKey(fileName: string, now: Date): string {
  const stamp = now.toISOString().replace(/\D/g, '').slice(0, 14);
  const name = fileName
    .normalize('NFC')
    .replace(/[\\/\p{Cc}]+/gu, '_')
    .replace(/^\.+/, '_')
    .slice(-180);
  return `desk/${stamp}/${name || 'file'}`;
}

/** The part of a key that people know the file by. */
export const fileNameOf = (key: string) => key.slice(key.lastIndexOf('/') + 1);
