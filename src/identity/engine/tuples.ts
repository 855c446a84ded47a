/** One row of COPY in binary form: `starts[c]`–`ends[c]` are the bytes of column c; a NULL has a start of -1. */
export interface Tuple {
  bytes: Buffer;
  starts: Int32Array;
  ends: Int32Array;
}

/** Signature, flags and length of the extension, which PostgreSQL leaves empty. */
const headerLength = 19;

/**
 * Reads the binary form of COPY piece by piece (PostgreSQL manual, "COPY", file formats) and shows each row to `visit`.
 * The tuple is used again for the next row.
 */
export function tupleReader(columns: number, visit: (tuple: Tuple) => void): (piece: Buffer) => void {
  const tuple: Tuple = {
    bytes: Buffer.alloc(0),
    starts: new Int32Array(columns),
    ends: new Int32Array(columns),
  };
  let rest: Buffer | undefined;
  let skip = headerLength;
  return (piece) => {
    tuple.bytes = rest ? Buffer.concat([rest, piece]) : piece;
    rest = undefined;
    let at = 0;
    if (skip > 0) {
      if (tuple.bytes.length < skip) {
        rest = tuple.bytes;
        return;
      }
      at = skip;
      skip = 0;
    }
    for (;;) {
      const end = readTuple(tuple, columns, at);
      if (end < 0) break;
      visit(tuple);
      at = end;
    }
    if (at < tuple.bytes.length && !isTrailer(tuple.bytes, at)) rest = tuple.bytes.subarray(at);
  };
}

const isTrailer = (bytes: Buffer, at: number) => bytes.length - at === 2 && bytes.readInt16BE(at) === -1;

/** Where the row that begins at `at` ends; -1 when it is not all there. */
function readTuple({ bytes, starts, ends }: Tuple, columns: number, from: number): number {
  const { length } = bytes;
  let at = from + 2;
  if (at > length || bytes[from] === 0xff) return -1;
  for (let column = 0; column < columns; column++) {
    if (at + 4 > length) return -1;
    const size = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
    at += 4;
    if (size < 0) {
      starts[column] = -1;
      ends[column] = -1;
      continue;
    }
    if (at + size > length) return -1;
    starts[column] = at;
    at += size;
    ends[column] = at;
  }
  return at;
}
