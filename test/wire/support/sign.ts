import { createHash, createHmac, type Hash, type Hmac, hash } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { DoorRequest } from '../../../src/wire/awsDoor.ts';
import { queryPairs, splitTarget } from '../../../src/wire/canonical.ts';
import { key } from './listener.ts';

/** What to sign; the defaults make a plain SearchProfiles request. */
export interface Plan {
  method?: string;
  /** Raw path and query, percent-encoded. */
  url?: string;
  headers?: Record<string, string>;
  body?: string;
  service?: string;
  region?: string;
  at?: Date;
  accessKeyId?: string;
  secretAccessKey?: string;
  /** Presign instead, for so many seconds. */
  expiresIn?: number;
  /** Send x-amz-content-sha256 (the SDKs do; botocore does for S3 only). */
  checksum?: boolean;
}

export const now = new Date('2026-07-31T12:00:00Z');
export const host = 'nayose.example:8080';
export const searchBody = '{"KeyName":"_phone","Values":["+81312345678"]}';

class Sha256 {
  private readonly inner: Hash | Hmac;
  constructor(secret?: string | Uint8Array) {
    this.inner = secret ? createHmac('sha256', secret) : createHash('sha256');
  }
  update(data: Uint8Array): void {
    this.inner.update(data);
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.inner.digest()));
  }
  reset(): void {}
}

/** Signs with the SDK's own signer and gives the request as a listener would hand it over. */
export async function signed(plan: Plan = {}): Promise<DoorRequest> {
  const { url = '/domains/house/profiles/search?max-results=5', body = searchBody, at = now } = plan;
  const { path, query } = splitTarget(url);
  const signer = new SignatureV4({
    service: plan.service ?? 'profile',
    region: plan.region ?? 'ap-northeast-1',
    credentials: {
      accessKeyId: plan.accessKeyId ?? key.accessKeyId,
      secretAccessKey: plan.secretAccessKey ?? key.secretAccessKey,
    },
    sha256: Sha256 as never,
    applyChecksum: plan.checksum ?? true,
  });
  const request = {
    method: plan.method ?? 'POST',
    protocol: 'http:',
    hostname: host,
    path,
    query: groups(queryPairs(query)),
    headers: { host, ...plan.headers },
    body,
  };
  if (plan.expiresIn === undefined) {
    const { headers } = await signer.sign(request, { signingDate: at });
    return { method: request.method, url, headers: lower(headers), body: Buffer.from(body) };
  }
  const presigned = await signer.presign(request, { signingDate: at, expiresIn: plan.expiresIn });
  const pairs = Object.entries(presigned.query ?? {}).flatMap(([name, value]) =>
    [value ?? ''].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  const target = `${path}?${pairs.join('&')}`;
  return { method: request.method, url: target, headers: lower(presigned.headers), body: Buffer.from(body) };
}

/** Lower-case hexadecimal SHA-256. */
export const sha256 = (text: string) => hash('sha256', text, 'hex');

function groups(pairs: [string, string][]): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const [name, value] of pairs) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

function lower(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
