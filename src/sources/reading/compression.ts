import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { badRequest } from '../../wire/refusal.ts';

/** A file that expands beyond this many times its size, and beyond `allowance` bytes, is a bomb. Real tables stay below 100. */
const maxRatio = 400;
const allowance = 32 * 1_048_576;

/**
 * Expands gzip (one member or several) in flat memory. Refuses, while reading, what is no gzip after all, what is cut
 * short, and what expands beyond all measure.
 */
export async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let packed = 0;
  let expanded = 0;
  const counted = async function* () {
    for await (const chunk of source) {
      packed += chunk.length;
      yield chunk;
    }
  };
  const output = createGunzip({ chunkSize: 65_536 });
  pipeline(Readable.from(counted(), { objectMode: false }), output, () => {});
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      expanded += chunk.length;
      if (expanded > allowance && expanded > packed * maxRatio) throw badRequest(bomb);
      yield chunk;
    }
  } catch (error) {
    throw explain(error);
  } finally {
    output.destroy();
  }
}

const bomb = `The gzip file expands to more than ${maxRatio} times its size. Send the table uncompressed.`;

function explain(error: unknown): unknown {
  const code = (error as { code?: string }).code;
  if (code === 'Z_BUF_ERROR')
    return badRequest('The gzip file ends too early; it was probably not copied whole.');
  return code?.startsWith('Z_') ? badRequest('The gzip file is damaged and cannot be expanded.') : error;
}
