import { newId } from '../database/ids.ts';
import { inParts } from '../sources/buckets/parts.ts';
import type { Caller } from '../wire/call.ts';
import { fileArnOf, fileIdOf, isId } from './arns.ts';
import { quotas } from './quotas.ts';
import { invalid, missing } from './refusals.ts';
import type { RelatedItem } from './relatedItem.ts';
import { addItem } from './relatedItems.ts';
import type { CaseRoom } from './room.ts';
import { findCase } from './store/cases.ts';
import type { CaseDomain } from './store/domains.ts';
import {
  deleteFile,
  deleteUnfinished,
  filesById,
  finishFile,
  insertFile,
  insertPart,
  readParts,
} from './store/files.ts';
import { findItem } from './store/relatedItems.ts';

/** A file as somebody brings it. */
export interface GivenFile {
  caseId: string;
  name: string;
  /** What the sender says it is; not believed, only shown. */
  type: string | undefined;
  /** What the sender says it measures, where it does. */
  bytes: number | undefined;
  content: AsyncIterable<Uint8Array>;
}

/** A file as it is given back. */
export interface OpenFile {
  name: string;
  bytes: number;
  content: AsyncIterable<Buffer>;
}

/** Bytes of one row; a file passes through memory in pieces of this size. */
const partSize = 256 * 1024;
/** A file that has been arriving for so long (milliseconds) was given up by its sender. */
const patience = 86_400_000;

/**
 * Keeps a file and puts it beside its case. One that breaks off leaves nothing behind. Refuses (400) an empty or too
 * large one and a name that no file can have, (402) one more than a case holds, (404) an unknown case.
 */
export async function storeFile(
  room: CaseRoom,
  domain: CaseDomain,
  caller: Caller,
  file: GivenFile,
): Promise<RelatedItem> {
  const { sql, clock } = room.house;
  const record = isId(file.caseId) ? await findCase(sql, domain.caseDomainId, file.caseId) : undefined;
  if (!record) throw missing('case', file.caseId);
  const name = checkName(file.name);
  checkSize(file.bytes ?? 1);
  const at = clock();
  await deleteUnfinished(sql, domain.caseDomainId, new Date(at.getTime() - patience));
  const place = { caseId: file.caseId, fileId: newId(at.getTime()) };
  const type = checkType(file.type);
  await insertFile(sql, domain.caseDomainId, { ...place, name, type, bytes: undefined, createdAt: at });
  try {
    const bytes = await takeContent(room, domain, place, file.content);
    const fileArn = fileArnOf(caller, domain.casesId, place.caseId, place.fileId);
    const wanted = { caseId: place.caseId, type: 'File', content: { file: { fileArn } } } as const;
    const actor = { principal: caller.arn, performedBy: undefined };
    return await addItem(room, domain, wanted, actor, (tx) =>
      finishFile(tx, domain.caseDomainId, place, bytes),
    );
  } catch (error) {
    await deleteFile(sql, domain.caseDomainId, place).catch(() => undefined);
    throw error;
  }
}

async function takeContent(
  { house }: CaseRoom,
  { caseDomainId }: CaseDomain,
  place: { caseId: string; fileId: string },
  content: AsyncIterable<Uint8Array>,
): Promise<number> {
  let bytes = 0;
  let part = 0;
  for await (const piece of inParts(content, partSize)) {
    bytes += piece.length;
    checkSize(bytes);
    if (!(await insertPart(house.sql, caseDomainId, place, part, piece))) throw missing('case', place.caseId);
    part += 1;
  }
  checkSize(bytes);
  return bytes;
}

/** Opens a file of a case. Refuses (404) one that does not lie here. */
export async function openFile(
  { house: { sql } }: CaseRoom,
  { caseDomainId, casesId }: CaseDomain,
  { caseId, itemId }: { caseId: string; itemId: string },
): Promise<OpenFile> {
  const item = isId(caseId) && isId(itemId) ? await findItem(sql, caseDomainId, caseId, itemId) : undefined;
  const fileId = item?.type === 'File' && fileIdOf(item.reference ?? '', casesId, caseId);
  const file = fileId && (await filesById(sql, caseDomainId, caseId, [fileId])).get(fileId);
  if (!file) throw missing('related-item', itemId);
  const content = readParts(sql, caseDomainId, { caseId, fileId });
  return { name: file.name, bytes: file.bytes ?? 0, content };
}

function checkSize(bytes: number): void {
  if (bytes === 0) throw invalid('The file is empty; choose one with content.');
  if (bytes > quotas.fileBytes)
    throw invalid(`The file is too large; a file of a case has at most ${quotas.fileBytes / 1e6} MB.`);
}

/** A file's name without folders; control characters would break out of a header or a line. */
function checkName(name: string): string {
  const plain = name.split(/[/\\]/).at(-1)?.trim() ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  const bad = plain === '' || plain === '.' || plain === '..' || /[\u0000-\u001f\u007f]/.test(plain);
  if (bad || plain.length > 255 || !plain.isWellFormed())
    throw invalid('The name of a file has 1 to 255 characters and no control characters; rename the file.');
  return plain;
}

/** A media type without parameters; anything else is just bytes. */
function checkType(type: string | undefined): string {
  const plain = type?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9.+-]{1,60}\/[a-z0-9.+-]{1,100}$/.test(plain) ? plain : 'application/octet-stream';
}
