import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

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

const block = 64;

/**
 * HMAC-SHA-256 (RFC 2104) by two plain digests: createHmac wraps its key into an object at every call, which costs more
 * than the digests do.
 */
export function mac(key: Buffer, text: string): Buffer {
  const short = key.length > block ? hash('sha256', key, 'buffer') : key;
  const inner = Buffer.alloc(block + Buffer.byteLength(text));
  const outer = Buffer.alloc(block + 32, 0x5c);
  inner.fill(0x36, 0, block);
  for (let index = 0; index < short.length; index++) {
    inner[index] = short[index]! ^ 0x36;
    outer[index] = short[index]! ^ 0x5c;
  }
  inner.write(text, block);
  hash('sha256', inner, 'buffer').copy(outer, block);
  return hash('sha256', outer, 'buffer');
}

/** Signature of a string to sign, as bytes. */
export function signature(key: Buffer, stringToSign: string): Buffer {
  return mac(key, stringToSign);
}

/** Compares in constant time. `claimed` is 64 hex digits, checked by the caller. */
export function sameSignature(expected: Buffer, claimed: string): boolean {
  return timingSafeEqual(expected, Buffer.from(claimed, 'hex'));
}
