import { createHash } from 'node:crypto';
import { canonicalPath, canonicalQuery, normalisePath, queryPairs } from '../wire/canonical.ts';
import { signature, signingKey } from '../wire/signingKey.ts';

/** Headers of a request signed with SigV4 for a service, the given ones included. */
export function signedHeaders(
  request: { method: string; url: URL; headers: Record<string, string>; payloadSha256: string },
  key: { accessKeyId: string; secretAccessKey: string },
  now: Date,
  service = 'nayose',
): Record<string, string> {
  const stamp = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = stamp.slice(0, 8);
  const { url, payloadSha256 } = request;
  const headers: Record<string, string> = {
    ...request.headers,
    host: url.host,
    'x-amz-content-sha256': payloadSha256,
    'x-amz-date': stamp,
  };
  const names = ['host', 'x-amz-content-sha256', 'x-amz-date'];
  const scope = `${day}/us-east-1/${service}/aws4_request`;
  const canonical = [
    request.method,
    canonicalPath(normalisePath(url.pathname)),
    canonicalQuery(queryPairs(url.search.slice(1))),
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payloadSha256,
  ].join('\n');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const secret = signingKey(key.secretAccessKey, day, 'us-east-1', service);
  const signed = signature(secret, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${hash}`).toString('hex');
  const credential = `${key.accessKeyId}/${scope}`;
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signed}`;
  return headers;
}
