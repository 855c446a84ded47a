/** One record of a file, good or bad. */
export interface SourceRecord {
  /** Line on which the record begins; the file's first line is 1. */
  line: number;
  /** Cell texts; of a record that could not be read, its raw pieces as far as they are known. */
  cells: string[];
  /** JSON Lines only: the object, and its text as it stands in the file. */
  object?: { value: Record<string, unknown>; json: string };
  /** Why the record cannot be used; absent when it can. */
  reason?: string;
}

/** A reader fed with text piece by piece. The records do not depend on where the pieces are cut. */
export interface RecordReader {
  write(text: string): SourceRecord[];
  end(): SourceRecord[];
}

/** Characters that one record may have, so that a file without line ends cannot fill the memory. */
export const maxRecordLength = 1_048_576;

/** Start of the line after the one that `from` is in, or -1 while that is not known yet. */
export function nextLine(text: string, from: number, final: boolean): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10) return at + 1;
    if (code !== 13) continue;
    if (at + 1 === text.length) return final ? at + 1 : -1;
    return text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  }
  return final ? text.length : -1;
}

/** As `nextLine` from the start, made for long stretches without any line end. */
export function endOfSkipped(text: string, final: boolean): number {
  if (!final && !text.includes('\n') && !text.includes('\r')) return -1;
  return nextLine(text, 0, final);
}

/** Why text cannot be stored, or undefined: PostgreSQL has no NUL, and lone surrogates stand for undecodable bytes. */
export function unusableText(text: string): string | undefined {
  if (!text.isWellFormed()) return 'bytes that are not valid in the encoding of the file';
  return text.includes('\0') ? 'a NUL character, which text cannot hold' : undefined;
}
