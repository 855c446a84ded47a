import { newId } from '../database/ids.ts';
import { checkObjectType } from '../profiles/checkObjectType.ts';
import { contentTypeOfKey, type Domain } from '../profiles/domain.ts';
import type { House } from '../profiles/house.ts';
import { implicitDefinition } from '../profiles/templates.ts';
import { badRequest, Refusal } from '../wire/refusal.ts';
import type { Buckets } from './buckets/bucket.ts';
import { type Column, columnsOfType, definitionOf, sameColumns } from './columns.ts';
import { type FileChoice, inspectFile } from './inspectFile.ts';
import { isRejectedKey } from './rejectedFile.ts';
import type { NewImport } from './store/imports.ts';

/** An import as somebody asks for it. */
export interface ImportWish extends FileChoice {
  /** Type to import as; absent: the one named after the file. */
  objectTypeName: string | undefined;
  /** A corrected mapping, for a type that does not exist yet. */
  columns: Column[] | undefined;
  dryRun: boolean;
  /** ARN of who asks. */
  startedBy: string;
}

/**
 * Looks at the file and makes an import of it that waits to be run. Refuses a file that cannot be read, an object type
 * that the file does not fit, and columns that the file does not have.
 */
export async function prepareImport(
  house: House,
  buckets: Buckets,
  domain: Domain,
  wish: ImportWish,
): Promise<NewImport> {
  if (isRejectedKey(wish.key))
    throw badRequest('This is a report of rejected rows, which is not imported itself.');
  const { file, table, columns, detected, ...proposed } = await inspectFile(buckets, domain, wish);
  if (wish.columns) checkColumns(wish.columns, columns);
  const headers = columns.map(({ Header }) => Header);
  const objectType = wish.objectTypeName ?? freeName(domain, proposed.typeName, wish.columns, headers);
  const existing = domain.types.get(objectType)?.type.definition;
  if (existing && wish.columns && !sameColumns(wish.columns, columnsOfType(existing, headers))) {
    throw badRequest(
      `Object type "${objectType}" exists with another mapping. Leave out Columns to use it, or name another type.`,
    );
  }
  const isNamed = wish.objectTypeName !== undefined && !wish.columns;
  const definition = existing
    ? undefined
    : ((isNamed ? implicitDefinition(objectType) : undefined) ??
      definitionOf(wish.columns ?? columns, detected, objectType, descriptionOf(wish.key)));
  if (definition) checkObjectType(definition, (name) => contentTypeOfKey(domain, name, objectType));
  return {
    domainId: domain.domainId,
    importId: newId(),
    bucket: wish.bucket,
    key: wish.key,
    stamp: file.stamp,
    objectType,
    definition,
    header: table.header,
    dryRun: wish.dryRun,
    encoding: table.encodingKnown ? table.encoding : undefined,
    delimiter: table.delimiter,
    bytesTotal: file.bytes,
    startedBy: wish.startedBy,
    createdAt: house.clock(),
  };
}

/** As `prepareImport`, but a file that cannot be imported becomes a failed import that says why, for integrations. */
export async function prepareOrFail(
  house: House,
  buckets: Buckets,
  domain: Domain,
  wish: ImportWish & { stamp: string; bytes: number },
): Promise<NewImport> {
  try {
    return await prepareImport(house, buckets, domain, wish);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      domainId: domain.domainId,
      importId: newId(),
      bucket: wish.bucket,
      key: wish.key,
      stamp: wish.stamp,
      objectType: wish.objectTypeName ?? '',
      definition: undefined,
      header: [],
      dryRun: false,
      encoding: undefined,
      delimiter: undefined,
      bytesTotal: wish.bytes,
      startedBy: wish.startedBy,
      createdAt: house.clock(),
      failure: error.message,
    };
  }
}

const descriptionOf = (key: string) => `Imported from ${key.split('/').at(-1)}`.slice(0, 1_000);

/** The proposed name, numbered on when a type of that name reads the file otherwise than the corrected columns. */
function freeName(domain: Domain, wanted: string, columns: Column[] | undefined, headers: string[]): string {
  const taken = (name: string) => {
    const existing = columns && domain.types.get(name)?.type.definition;
    return existing !== undefined && !sameColumns(columns ?? [], columnsOfType(existing, headers));
  };
  let name = wanted;
  for (let n = 2; taken(name); n++) name = `${wanted}_${n}`;
  return name;
}

function checkColumns(columns: Column[], proposed: Column[]): void {
  const header = new Set(proposed.map(({ Header }) => Header));
  const seen = new Set<string>();
  for (const { Header, Target, Kind } of columns) {
    if (!header.has(Header)) throw badRequest(`Columns names "${Header}", which the file does not have.`);
    if (seen.has(Header)) throw badRequest(`Columns names "${Header}" twice.`);
    seen.add(Header);
    if (Kind !== 'ignored' && !Target.startsWith('_profile.')) {
      throw badRequest(`Target of column "${Header}" must begin with _profile. (or its Kind be "ignored").`);
    }
  }
  const unique = columns.filter(({ Key, Kind }) => Key === 'unique' && Kind !== 'ignored');
  if (unique.length > 1) throw badRequest('Only one column can be the unique key.');
}
