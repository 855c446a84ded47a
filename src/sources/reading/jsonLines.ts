import { parseExactly } from '../../profiles/exactJson.ts';
import {
  endOfSkipped,
  maxRecordLength,
  nextLine,
  type RecordReader,
  type SourceRecord,
  unusableText,
} from './record.ts';

/** Levels of nesting that an object may have. */
const maxDepth = 50;

/**
 * Reader of JSON Lines: one JSON object a line. A line that is none is rejected, the next one is read as usual.
 * Blank lines are no rows.
 */
export class JsonLinesReader implements RecordReader {
  private rest = '';
  private line = 1;
  private skipping = false;

  /** Records completed by this piece of text. */
  write(text: string): SourceRecord[] {
    return this.scan(this.rest + text, false);
  }

  /** The last record, when the file does not end with a line end. */
  end(): SourceRecord[] {
    return this.scan(this.rest, true);
  }

  private scan(input: string, final: boolean): SourceRecord[] {
    const records: SourceRecord[] = [];
    let at = 0;
    while (at < input.length) {
      const next = this.skipping ? endOfSkipped(input, final) : nextLine(input, at, final);
      if (next < 0 && !this.skipping && input.length - at <= maxRecordLength) break;
      const wasSkipping = this.skipping;
      this.skipping = next < 0;
      const end = next < 0 ? input.length : next;
      if (!wasSkipping) this.take(records, input, at, end);
      if (next < 0) {
        at = input.charCodeAt(end - 1) === 13 ? end - 1 : end;
        break;
      }
      this.line++;
      at = next;
    }
    this.rest = input.slice(at);
    return records;
  }

  private take(records: SourceRecord[], input: string, at: number, end: number): void {
    const { line } = this;
    if (end - at > maxRecordLength) {
      const cells = [
        input
          .slice(at, at + 10_000)
          .toWellFormed()
          .replaceAll('\0', '\ufffd'),
      ];
      records.push({ line, cells, reason: `the line is longer than ${maxRecordLength} characters` });
      return;
    }
    const text = input.slice(at, end).trim();
    if (text !== '' && text !== '\u001a') records.push(readLine(line, text));
  }
}

function readLine(line: number, text: string): SourceRecord {
  const unusable = unusableText(text);
  const cells = [text.toWellFormed().replaceAll('\0', '\ufffd')];
  if (unusable) return { line, cells, reason: `the line has ${unusable}` };
  try {
    const value = parseExactly(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { line, cells, reason: 'the line is JSON but not an object; expected {"field": value, …}' };
    }
    const reason = flaw(value, 1);
    return reason
      ? { line, cells, reason }
      : { line, cells, object: { value: value as Record<string, unknown>, json: text } };
  } catch (error) {
    return { line, cells, reason: `the line is not JSON: ${(error as Error).message.slice(0, 120)}` };
  }
}

/** What escapes (\u0000, \ud800) and nesting can smuggle past the checks on the text. */
function flaw(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') {
    const why = unusableText(value);
    return why && `a value has ${why}`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > maxDepth) return `the object is nested deeper than ${maxDepth} levels`;
  for (const [name, member] of Object.entries(value)) {
    const why = flaw(name, depth) ?? flaw(member, depth + 1);
    if (why) return why;
  }
  return undefined;
}
