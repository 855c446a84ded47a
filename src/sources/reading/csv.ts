import {
  endOfSkipped,
  maxRecordLength,
  nextLine,
  type RecordReader,
  type SourceRecord,
  unusableText,
} from './record.ts';

/** Column separators that are recognised. */
export const delimiters = [',', '\t', ';'] as const;
export type Delimiter = (typeof delimiters)[number];

/** Cells of one record that are kept; more than any header may have, so a longer row is known to be ragged. */
const maxCells = 1_000;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;
/** No separator, quote or line end has a code above this one (`;`). */
const highestMark = 59;
const endOfText = -1;
/** Returned instead of a position. */
const unfinished = -1;
const faulty = -2;

const tooLong = `the record is longer than ${maxRecordLength} characters; a quote may be open, or a line end missing`;
const neverClosed = 'a quoted cell is never closed';
const afterQuote = 'text follows the closing quote of a cell';

/**
 * CSV reader of our own (RFC 4180 with CR, LF and CRLF mixed as they come), because a general parser gives up at the
 * first broken quote. Here a bad record is rejected with its line and reading goes on at the line after the one it
 * began on, so an unclosed quote costs one row and not the file. Quotes count only at the start of a cell.
 */
export class CsvReader implements RecordReader {
  private readonly delimiter: number;
  private rest = '';
  private line = 1;
  private skipping = false;
  private newlines = 0;
  private fault = '';
  private cells: string[] = [];
  private scanned = 0;

  constructor(delimiter: Delimiter) {
    this.delimiter = delimiter.charCodeAt(0);
  }

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
    let at = this.skipping ? this.skipLine(input, final) : 0;
    const doubtful = at < input.length && (!input.isWellFormed() || input.includes('\0'));
    while (at < input.length) {
      this.newlines = 0;
      const next = this.read(input, at, final);
      const extent = (next >= 0 ? next : next === faulty ? this.scanned : input.length) - at;
      if (next === unfinished && extent <= maxRecordLength) break;
      if (next < 0 || extent > maxRecordLength) {
        const resume = nextLine(input, at, final);
        if (resume < 0 && extent <= maxRecordLength) break;
        records.push(this.reject(input, at, resume, extent > maxRecordLength ? tooLong : this.fault));
        this.skipping = resume < 0;
        at = resume < 0 ? heldBack(input) : resume;
        if (this.skipping) break;
        continue;
      }
      if (!isBlank(input, at, this.cells, final && next === input.length)) {
        records.push(this.accept(doubtful));
      }
      this.line += 1 + this.newlines;
      at = next;
    }
    this.rest = input.slice(at);
    return records;
  }

  /** Passes over the remainder of an over-long line. */
  private skipLine(input: string, final: boolean): number {
    const next = endOfSkipped(input, final);
    this.skipping = next < 0;
    return next < 0 ? heldBack(input) : next;
  }

  private accept(doubtful: boolean): SourceRecord {
    const { cells, line } = this;
    if (!doubtful) return { line, cells };
    for (const [i, cell] of cells.entries()) {
      const why = unusableText(cell);
      if (why) return { line, cells: cells.map(printable), reason: `cell ${i + 1} has ${why}` };
    }
    return { line, cells };
  }

  private reject(input: string, at: number, resume: number, reason: string): SourceRecord {
    const end = Math.min(resume < 0 ? input.length : resume, at + 10_000);
    const raw = input.slice(at, end).replace(/[\r\n]+$/, '');
    const cells = raw.split(String.fromCharCode(this.delimiter), maxCells).map(printable);
    return { line: this.line++, cells, reason };
  }

  /** Reads one record into `cells`; returns the start of the next, or `unfinished`, or `faulty` (see `fault`). */
  private read(input: string, start: number, final: boolean): number {
    const { delimiter } = this;
    const { length } = input;
    const cells: string[] = [];
    this.cells = cells;
    let at = start;
    let cellStart = start;
    for (;;) {
      const code = at < length ? input.charCodeAt(at) : endOfText;
      if (code > highestMark) {
        at++;
      } else if (code === delimiter) {
        if (cells.length < maxCells) cells.push(input.slice(cellStart, at));
        cellStart = ++at;
      } else if (code === lineFeed || code === carriageReturn) {
        if (code === carriageReturn && at + 1 === length && !final) return unfinished;
        cells.push(input.slice(cellStart, at));
        return code === carriageReturn && input.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
      } else if (code === quote && at === cellStart) {
        at = this.readQuoted(input, at + 1, final);
        if (at < 0) return at;
        if (input.charCodeAt(at) !== delimiter) return afterLineEnd(input, at, final);
        cellStart = ++at;
      } else if (code === endOfText) {
        if (!final) return unfinished;
        cells.push(input.slice(cellStart, at));
        return at;
      } else {
        at++;
      }
    }
  }

  /** Reads a quoted cell whose text begins at `start`; returns the position of the separator, line end or end of text after it. */
  private readQuoted(input: string, start: number, final: boolean): number {
    const { length } = input;
    let doubled = false;
    let at = start;
    for (;;) {
      const code = at < length ? input.charCodeAt(at) : endOfText;
      if (code > quote) {
        at++;
      } else if (code === quote) {
        if (at + 1 === length && !final) return unfinished;
        if (input.charCodeAt(at + 1) !== quote) break;
        doubled = true;
        at += 2;
      } else if (code === endOfText) {
        if (!final) return unfinished;
        return this.fail(neverClosed, at);
      } else {
        if (code === lineFeed || (code === carriageReturn && input.charCodeAt(at + 1) !== lineFeed))
          this.newlines++;
        at++;
      }
    }
    const text = input.slice(start, at);
    if (this.cells.length < maxCells) this.cells.push(doubled ? text.replaceAll('""', '"') : text);
    const after = at + 1 < length ? input.charCodeAt(at + 1) : endOfText;
    if (after === this.delimiter || after === lineFeed || after === carriageReturn || after === endOfText) {
      return at + 1 === length || after !== carriageReturn || at + 2 < length || final ? at + 1 : unfinished;
    }
    return this.fail(afterQuote, at + 1);
  }

  private fail(fault: string, at: number): number {
    this.fault = fault;
    this.scanned = at;
    return faulty;
  }
}

/** After a quoted cell that ends its record: the start of the next record. */
function afterLineEnd(input: string, at: number, final: boolean): number {
  if (at >= input.length) return final ? at : unfinished;
  return input.charCodeAt(at) === carriageReturn && input.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
}

/** Where the part to keep begins while a line is skipped: a CR at the very end may be half of a CRLF. */
function heldBack(input: string): number {
  return input.charCodeAt(input.length - 1) === carriageReturn ? input.length - 1 : input.length;
}

/** Blank lines are no rows, and neither is the 0x1A that DOS programs put at the end of a file. */
function isBlank(input: string, at: number, cells: string[], last: boolean): boolean {
  if (cells.length !== 1) return false;
  if (cells[0] === '') return input.charCodeAt(at) !== quote;
  return last && cells[0] === '\u001a';
}

const printable = (cell: string) => cell.toWellFormed().replaceAll('\0', '\ufffd');
