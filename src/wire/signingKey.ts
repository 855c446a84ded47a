import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Stands in for the secret of an unknown key, so that refusing it costs the same work. Nobody can know it. */
export const dummySecret = randomBytes(30).toString('base64');

/** Derived keys by secret and scope. Small and bounded: a scope lives for one day. */
const cache = new Map<string, Buffer>();
const cacheLimit = 512;

/** The SigV4 signing key of a secret for one day, region and service. */
export function signingKey(secret: string, day: string, region: string, service: string): Buffer {
  const name = `${secret}\n${day}\n${region}\n${service}`;
  const known = cache.get(name);
  if (known) return known;
  const key = [day, region, service, 'aws4_request'].reduce(mac, Buffer.from(`AWS4${secret}`, 'utf8'));
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(name, key);
  return key;
}

function mac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'utf8').digest();
}

/** Signature of a string to sign, as bytes. */
export function signature(key: Buffer, stringToSign: string): Buffer {
  return mac(key, stringToSign);
}

/** Compares in constant time. `claimed` is 64 hex digits, checked by the caller. */
export function sameSignature(expected: Buffer, claimed: string): boolean {
  return timingSafeEqual(expected, Buffer.from(claimed, 'hex'));
}
