import { hash } from 'node:crypto';
import {
  canonicalHeader,
  canonicalPath,
  canonicalQuery,
  normalisePath,
  queryPairs,
  type RawHeaders,
  splitTarget,
} from './canonical.ts';
import { Refusal, type RefusalName } from './refusal.ts';
import { dummySecret, sameSignature, signature, signingKey } from './signingKey.ts';

/** What an access key stands for. */
export interface Credential {
  secretAccessKey: string;
}

/** A request as the listener received it: raw path and query, header names in lower case. */
export interface SignedRequest {
  method: string;
  /** Path and query, still percent-encoded. */
  url: string;
  headers: RawHeaders;
  /** `undefined` when the body is streamed and checked by the receiver against `payloadSha256`. */
  body: Buffer | undefined;
}

/** What to verify against. */
export interface Verification<Found extends Credential> {
  /** Looks an access key up; `undefined` when there is none (or it is switched off). */
  find: (accessKeyId: string) => Promise<Found | undefined>;
  /** Services whose scope is accepted, e.g. `profile`. */
  services: ReadonlySet<string>;
  now: Date;
  /** Accept a signed `UNSIGNED-PAYLOAD`. Only for uploads, whose bytes are not known when signing. */
  unsignedPayload?: boolean;
}

/** Who signed, and for what. */
export interface Verified<Found> {
  accessKeyId: string;
  region: string;
  service: string;
  credential: Found;
  /** SHA-256 the signer claims for the body, lower-case hex; `undefined` for an unsigned payload. */
  payloadSha256: string | undefined;
}

/** AWS: a request is accepted within five minutes of its stamp. */
const toleranceMs = 5 * 60 * 1000;
/** AWS: seven days at most. */
const longestExpiry = 7 * 24 * 60 * 60;
const algorithm = 'AWS4-HMAC-SHA256';
const unsigned = 'UNSIGNED-PAYLOAD';
const emptyHash = hash('sha256', '', 'hex');

interface Claim {
  presigned: boolean;
  accessKeyId: string;
  day: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  /** As sent, e.g. 20260731T120000Z. */
  stamp: string;
  /** Seconds a presigned request lives. */
  expires: number;
  pairs: [string, string][];
  /** `x-amz-content-sha256`, wherever it was sent. */
  claimedHash: string | undefined;
}

/**
 * Verifies AWS Signature Version 4, header or presigned form, with the canonical form of all services but S3.
 * Refuses with 403 and the name of what is wrong; an unknown key costs the same work as a wrong signature.
 */
export async function verifySignature<Found extends Credential>(
  request: SignedRequest,
  against: Verification<Found>,
): Promise<Verified<Found>> {
  const { path, query } = splitTarget(request.url);
  const claim = readClaim(request.headers, queryPairs(query));
  if (!against.services.has(claim.service)) {
    const known = [...against.services].join(', ');
    throw refuse(
      'InvalidSignature',
      `Credential is scoped to a service unknown here; expected one of ${known}`,
    );
  }
  checkSignedHeaders(claim, request.headers);
  checkTime(claim, against.now);
  const payload = payloadHash(claim, request.body, against.unsignedPayload ?? false);
  const credential = await against.find(claim.accessKeyId);
  const key = signingKey(credential?.secretAccessKey ?? dummySecret, claim.day, claim.region, claim.service);
  const canonical = canonicalRequest(request, claim, path, payload);
  const scope = `${claim.day}/${claim.region}/${claim.service}/aws4_request`;
  const expected = signature(
    key,
    `${algorithm}\n${claim.stamp}\n${scope}\n${hash('sha256', canonical, 'hex')}`,
  );
  const same = sameSignature(expected, claim.signature);
  if (!credential) {
    throw refuse(
      'UnrecognizedClient',
      'The access key id is not known here; list or create keys in Access keys',
    );
  }
  if (!same) throw refuse('InvalidSignature', mismatch);
  const { accessKeyId, region, service } = claim;
  return {
    accessKeyId,
    region,
    service,
    credential,
    payloadSha256: payload === unsigned ? undefined : payload,
  };
}

const mismatch =
  'The request signature does not match the one calculated here. Check the secret access key, and that nothing ' +
  'between client and server changes the method, path, query, signed headers or body';

function refuse(name: string, message: string): Refusal {
  return new Refusal(`${name}Exception` as RefusalName, message);
}

function canonicalRequest(request: SignedRequest, claim: Claim, path: string, payload: string): string {
  const pairs = claim.presigned
    ? claim.pairs.filter(([name]) => name.toLowerCase() !== 'x-amz-signature')
    : claim.pairs;
  let headers = '';
  for (const name of claim.signedHeaders) {
    headers += `${name}:${canonicalHeader(request.headers[name] ?? '')}\n`;
  }
  const where = canonicalPath(normalisePath(path));
  const names = claim.signedHeaders.join(';');
  return `${request.method}\n${where}\n${canonicalQuery(pairs)}\n${headers}\n${names}\n${payload}`;
}

/** Reads the header or the query form. Refuses both at once: one of them would go unchecked. */
function readClaim(headers: RawHeaders, pairs: [string, string][]): Claim {
  const authorization = single(headers, 'authorization');
  const inQuery = pairs.some(([name]) => /^x-amz-(algorithm|signature|credential)$/i.test(name));
  if (authorization !== undefined && inQuery) {
    throw refuse(
      'IncompleteSignature',
      'Signed in both the Authorization header and the query; send one of them',
    );
  }
  if (authorization !== undefined) return readHeaderForm(authorization, headers, pairs);
  if (inQuery) return readQueryForm(pairs, headers);
  throw refuse(
    'MissingAuthenticationToken',
    'The request is not signed; sign it with an access key (AWS SigV4)',
  );
}

function single(headers: RawHeaders, name: string): string | undefined {
  const value = headers[name];
  if (value === undefined || typeof value === 'string') return value;
  throw refuse('IncompleteSignature', `The ${name} header was sent more than once; send it once`);
}

function readHeaderForm(authorization: string, headers: RawHeaders, pairs: [string, string][]): Claim {
  if (!authorization.startsWith(`${algorithm} `)) {
    throw refuse(
      'IncompleteSignature',
      `Authorization must begin with ${algorithm}; other algorithms are not accepted`,
    );
  }
  const parts = new Map<string, string>();
  for (const part of authorization.slice(algorithm.length + 1).split(',')) {
    const [, name, value] = /^\s*(Credential|SignedHeaders|Signature)=([^\s]*)\s*$/.exec(part) ?? [];
    if (name === undefined || value === undefined || parts.has(name)) {
      const expected = 'Credential=…, SignedHeaders=…, Signature=…, once each';
      throw refuse('IncompleteSignature', `Authorization cannot be read; expected ${expected}`);
    }
    parts.set(name, value);
  }
  const stamp = single(headers, 'x-amz-date');
  if (stamp === undefined) throw refuse('IncompleteSignature', 'X-Amz-Date is missing; send it and sign it');
  return {
    presigned: false,
    ...readCredential(parts.get('Credential')),
    signedHeaders: readSignedHeaders(parts.get('SignedHeaders')),
    signature: readSignature(parts.get('Signature')),
    stamp,
    expires: 0,
    pairs,
    claimedHash: single(headers, 'x-amz-content-sha256'),
  };
}

function readQueryForm(pairs: [string, string][], headers: RawHeaders): Claim {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) {
    if (!/^x-amz-/i.test(name)) continue;
    const key = name.toLowerCase();
    if (values.has(key))
      throw refuse('IncompleteSignature', `Query parameter ${key} was sent more than once; send it once`);
    values.set(key, value);
  }
  if (values.get('x-amz-algorithm') !== algorithm) {
    throw refuse('IncompleteSignature', `X-Amz-Algorithm must be ${algorithm}`);
  }
  const stamp = values.get('x-amz-date');
  if (stamp === undefined) throw refuse('IncompleteSignature', 'X-Amz-Date is missing from the query');
  const expires = values.get('x-amz-expires') ?? '';
  if (!/^[0-9]{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > longestExpiry) {
    throw refuse('IncompleteSignature', `X-Amz-Expires must be 1 to ${longestExpiry} seconds (seven days)`);
  }
  return {
    presigned: true,
    ...readCredential(values.get('x-amz-credential')),
    signedHeaders: readSignedHeaders(values.get('x-amz-signedheaders')),
    signature: readSignature(values.get('x-amz-signature')),
    stamp,
    expires: Number(expires),
    pairs,
    claimedHash: values.get('x-amz-content-sha256') ?? single(headers, 'x-amz-content-sha256'),
  };
}

function readCredential(value: string | undefined) {
  const [, accessKeyId, day, region, service] =
    /^([\w-]{1,128})\/(\d{8})\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})\/aws4_request$/.exec(value ?? '') ?? [];
  if (!accessKeyId || !day || !region || !service) {
    const expected = '<access key id>/<yyyymmdd>/<region>/<service>/aws4_request';
    throw refuse('IncompleteSignature', `Credential is missing or cannot be read; expected ${expected}`);
  }
  return { accessKeyId, day, region, service };
}

function readSignedHeaders(value: string | undefined): string[] {
  const names = (value ?? '').split(';');
  const sorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
  if (sorted && names.every((name) => /^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name))) return names;
  const expected = 'lower-case names in alphabetical order, separated by semicolons, each once';
  throw refuse('IncompleteSignature', `SignedHeaders is missing or cannot be read; expected ${expected}`);
}

function readSignature(value: string | undefined): string {
  if (value !== undefined && /^[0-9a-f]{64}$/.test(value)) return value;
  throw refuse('IncompleteSignature', 'Signature is missing or is not 64 lower-case hexadecimal digits');
}

/** `host` and every `x-amz-*` header present must be signed, or a middleman could change them. */
function checkSignedHeaders(claim: Claim, headers: RawHeaders): void {
  const signed = new Set(claim.signedHeaders);
  if (!signed.has('host'))
    throw refuse('InvalidSignature', 'The host header must be signed; add it to SignedHeaders');
  for (const name of signed) {
    // Own properties only: a signed header called `constructor` must not be found on a prototype.
    if (!Object.hasOwn(headers, name) || headers[name] === undefined) {
      throw refuse('InvalidSignature', `The signed header ${name} is missing from the request`);
    }
  }
  for (const name in headers) {
    if (name.startsWith('x-amz-') && headers[name] !== undefined && !signed.has(name)) {
      throw refuse('InvalidSignature', `The header ${name} is sent but not signed; add it to SignedHeaders`);
    }
  }
}

function checkTime(claim: Claim, now: Date): void {
  const sent = readStamp(claim.stamp);
  if (sent === undefined) {
    throw refuse('IncompleteSignature', 'X-Amz-Date cannot be read; expected UTC as yyyymmddThhmmssZ');
  }
  if (claim.stamp.slice(0, 8) !== claim.day) {
    throw refuse('InvalidSignature', 'The date in Credential differs from the day of X-Amz-Date; sign again');
  }
  const ahead = sent - now.getTime();
  if (ahead > toleranceMs) throw refuse('InvalidSignature', clockMessage('not yet current', claim, now));
  if (claim.presigned) {
    if (-ahead > claim.expires * 1000) {
      throw refuse(
        'InvalidSignature',
        `Signature expired: the presigned request lived ${claim.expires} seconds; make a new one`,
      );
    }
  } else if (-ahead > toleranceMs) {
    throw refuse('InvalidSignature', clockMessage('expired', claim, now));
  }
}

function clockMessage(what: string, claim: Claim, now: Date): string {
  const here = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const seconds = Math.round(Math.abs((readStamp(claim.stamp) ?? 0) - now.getTime()) / 1000);
  return `Signature ${what}: signed at ${claim.stamp}, it is ${here} here, ${seconds} seconds apart; at most 300 are allowed. Correct the clock that is wrong`;
}

/** Milliseconds since the epoch of a stamp such as 20260731T120000Z. */
function readStamp(stamp: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? [];
  if (!year) return undefined;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  // 31 February parses to 3 March in some engines; only a stamp that survives the round trip is a time.
  return !Number.isNaN(time) && new Date(time).toISOString() === iso ? time : undefined;
}

function payloadHash(claim: Claim, body: Buffer | undefined, unsignedAllowed: boolean): string {
  const { claimedHash } = claim;
  if (claimedHash === unsigned && unsignedAllowed) return unsigned;
  if (claimedHash !== undefined && !/^[0-9a-f]{64}$/.test(claimedHash)) {
    throw refuse(
      'InvalidSignature',
      'X-Amz-Content-Sha256 must be the SHA-256 of the body in lower-case hex; unsigned payloads are not accepted here',
    );
  }
  if (body === undefined) return claimedHash ?? emptyHash;
  const actual = body.length === 0 ? emptyHash : hash('sha256', body, 'hex');
  if (claimedHash !== undefined && claimedHash !== actual) {
    throw refuse('InvalidSignature', 'X-Amz-Content-Sha256 does not match the body that arrived');
  }
  return actual;
}
