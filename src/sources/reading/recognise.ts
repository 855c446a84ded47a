/** First bytes of formats that people upload by mistake, and what to do about it. */
const signatures: readonly { bytes: string; what: string }[] = [
  {
    bytes: '504b0304',
    what: 'a ZIP archive or an Excel workbook (.xlsx); unpack it, or save the sheet as CSV',
  },
  { bytes: '504b0506', what: 'an empty ZIP archive' },
  { bytes: 'd0cf11e0', what: 'an old Excel or Word file (.xls); save the sheet as CSV' },
  { bytes: '89504e47', what: 'a PNG picture' },
  { bytes: 'ffd8ff', what: 'a JPEG picture' },
  { bytes: '47494638', what: 'a GIF picture' },
  { bytes: '25504446', what: 'a PDF document' },
  { bytes: '425a68', what: 'a bzip2 archive; unpack it, or compress it with gzip' },
  { bytes: 'fd377a585a00', what: 'an xz archive; unpack it, or compress it with gzip' },
  { bytes: '28b52ffd', what: 'a Zstandard archive; unpack it, or compress it with gzip' },
  { bytes: '377abcaf271c', what: 'a 7-Zip archive; unpack it, or compress it with gzip' },
  { bytes: '50415231', what: 'a Parquet file' },
  { bytes: '7f454c46', what: 'a program' },
  { bytes: '4d5a9000', what: 'a program' },
];

/** True for the two bytes every gzip member begins with. */
export const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Says what a file is when it is certainly no table, judging by its first bytes. */
export function foreignFormat(sample: Buffer): string | undefined {
  const found = signatures.find(
    ({ bytes }) => sample.subarray(0, bytes.length / 2).toString('hex') === bytes,
  );
  return found?.what;
}

/** Says what decoded text is when it is no table: markup, or binary that decodes to control characters. */
export function foreignText(text: string): string | undefined {
  const start = text.slice(0, 1_000).trimStart();
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start))
    return 'an HTML page, perhaps a sign-in page saved as a file';
  if (/^<\?xml\b/i.test(start)) return 'an XML document';
  const looked = text.slice(0, 65_536);
  let controls = 0;
  for (let i = 0; i < looked.length; i++) if (isControl(looked.charCodeAt(i))) controls++;
  return controls > 8 && controls > looked.length * 0.05 ? 'binary data' : undefined;
}

const isControl = (code: number) => code < 32 && code !== 9 && code !== 10 && code !== 13;

/** The two kinds of table. */
export type Format = 'csv' | 'jsonl';

/** Tells CSV and JSON Lines apart: the first line is a JSON object, or the name says so. */
export function detectFormat(text: string, name: string): Format {
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/i.test(name)) return 'jsonl';
  const first = text.trimStart().split(/\r\n?|\n/, 1)[0] ?? '';
  return /^\{\s*(?:"|\})/.test(first) ? 'jsonl' : 'csv';
}
