/** Header values as a listener hands them over: names in lower case. */
export type RawHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Percent-encodes everything but the unreserved characters of RFC 3986, as SigV4 asks for
 * (encodeURIComponent leaves `!'()*` alone).
 */
export function encodeUri(text: string): string {
  if (/^[A-Za-z0-9_.~-]*$/.test(text)) return text;
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Percent-decodes; text that is not valid percent-encoding stays as it is, so that it can be signed and named. */
export function decodeUri(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Splits a raw request target into path and query, both still encoded. */
export function splitTarget(url: string): { path: string; query: string } {
  const mark = url.indexOf('?');
  return mark < 0 ? { path: url, query: '' } : { path: url.slice(0, mark), query: url.slice(mark + 1) };
}

/**
 * Removes empty and dot segments, as both the SDKs and botocore do before signing for every service but S3.
 * Routing uses the same form, so that what was signed is what runs.
 */
export function normalisePath(path: string): string {
  if (!path.includes('//') && !path.includes('/.')) return path || '/';
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** The canonical path of a request to any service but S3: normalised, then encoded once more. */
export function canonicalPath(normalised: string): string {
  if (/^[A-Za-z0-9_.~/-]*$/.test(normalised)) return normalised;
  return normalised.split('/').map(encodeUri).join('/');
}

/** Name and value pairs of a query string in the order they came, decoded. A `+` means itself, not a space. */
export function queryPairs(query: string): [string, string][] {
  if (query === '') return [];
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decodeUri(part), '']
        : [decodeUri(part.slice(0, equals)), decodeUri(part.slice(equals + 1))];
    });
}

/** Query pairs encoded and sorted by name, then value. */
export function canonicalQuery(pairs: readonly (readonly [string, string])[]): string {
  if (pairs.length === 0) return '';
  return pairs
    .map(([name, value]): [string, string] => [encodeUri(name), encodeUri(value)])
    .sort(([nameA, valueA], [nameB, valueB]) => order(nameA, nameB) || order(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** One header as it is signed: values joined by commas, trimmed, inner runs of white space made one space. */
export function canonicalHeader(value: string | readonly string[]): string {
  const joined = typeof value === 'string' ? value : value.join(',');
  const trimmed = joined.trim().replace(/[ \t\r\n]+/g, ' ');
  // Listeners decode headers as Latin-1, signers encode them as UTF-8.
  return /[\u0080-\u00ff]/.test(trimmed) ? Buffer.from(trimmed, 'latin1').toString('utf8') : trimmed;
}
