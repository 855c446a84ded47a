import { homedir } from 'node:os';
import { resolve } from 'node:path';

/** Everything the environment can say; read here and nowhere else. */
export interface Config {
  port: number;
  host: string;
  /** Absolute path. */
  dataDir: string;
  /** Absent: start the embedded PostgreSQL under the data directory. */
  databaseUrl: string | undefined;
  accessKeyId: string | undefined;
  secretAccessKey: string | undefined;
  adminPassword: string | undefined;
  /** ISO 3166 alpha-2, used for phones without a country code. */
  defaultCountry: string;
  /** Absent: a bucket is the folder `<data dir>/buckets/<name>`. */
  s3: { endpoint: string; region: string; accessKeyId: string; secretAccessKey: string } | undefined;
  llm: { url: string; model: string; apiKey: string | undefined } | undefined;
}

type Environment = Record<string, string | undefined>;

/** Reads and checks the settings. Throws an Error naming the variable that cannot be used. */
export function readConfig(environment: Environment = process.env): Config {
  const text = (name: string) => environment[name]?.trim() || undefined;
  return {
    port: readPort(text('PORT') ?? '8080'),
    host: text('HOST') ?? '127.0.0.1',
    dataDir: resolve((text('NAYOSE_DATA_DIR') ?? './data').replace(/^~(?=\/|$)/, homedir())),
    databaseUrl: text('DATABASE_URL'),
    accessKeyId: text('NAYOSE_ACCESS_KEY_ID'),
    secretAccessKey: text('NAYOSE_SECRET_ACCESS_KEY'),
    adminPassword: text('NAYOSE_ADMIN_PASSWORD'),
    defaultCountry: readCountry(text('NAYOSE_DEFAULT_COUNTRY') ?? 'JP'),
    s3: readS3(text),
    llm: readLlm(text),
  };
}

function readPort(value: string): number {
  const port = Number(value);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`PORT is "${value}"; expected a whole number from 0 to 65535`);
}

function readCountry(value: string): string {
  if (/^[A-Z]{2}$/.test(value)) return value;
  throw new Error(`NAYOSE_DEFAULT_COUNTRY is "${value}"; expected two capital letters such as JP`);
}

function readS3(text: (name: string) => string | undefined): Config['s3'] {
  const endpoint = text('NAYOSE_S3_ENDPOINT');
  if (!endpoint) return undefined;
  const accessKeyId = text('AWS_ACCESS_KEY_ID');
  const secretAccessKey = text('AWS_SECRET_ACCESS_KEY');
  if (!accessKeyId || !secretAccessKey) {
    throw new Error('NAYOSE_S3_ENDPOINT needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY beside it');
  }
  return { endpoint, region: text('AWS_REGION') ?? 'us-east-1', accessKeyId, secretAccessKey };
}

function readLlm(text: (name: string) => string | undefined): Config['llm'] {
  const url = text('NAYOSE_LLM_URL');
  if (!url) return undefined;
  const model = text('NAYOSE_LLM_MODEL');
  if (!model) throw new Error('NAYOSE_LLM_URL needs NAYOSE_LLM_MODEL beside it');
  return { url, model, apiKey: text('NAYOSE_LLM_API_KEY') };
}
