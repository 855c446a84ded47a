import type { FastifyInstance } from 'fastify';
import { recordAudit } from '../access/audit.ts';
import { badRequest } from '../wire/refusal.ts';
import { foreignOrigin, notSignedIn, sendFailure } from './answers.ts';
import { registerCaseFiles } from './caseFiles.ts';
import type { AppDeps } from './deps.ts';
import { contentOf, isSigned, sendDownload, whoAsks } from './fileTransfer.ts';
import { comesFromOwnPage } from './sessionDoor.ts';

interface Target {
  Params: { bucket: string; '*': string };
}

/**
 * `PUT|GET /api/files/<bucket>/<key>`: files into and out of buckets as streams, for supervisors with a session and for
 * access keys that sign (service `nayose`). Beside them the files of cases.
 */
export function registerFiles(server: FastifyInstance, deps: AppDeps): void {
  server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    registerCaseFiles(scope, deps);
    scope.put<Target>('/api/files/:bucket/*', async (request, reply) => {
      if (!isSigned(request) && !comesFromOwnPage(request)) return sendFailure(reply, foreignOrigin);
      const asker = await whoAsks(deps, request, 'supervisor');
      if (!asker) return sendFailure(reply, notSignedIn);
      const { bucket, key } = target(request.params);
      const content = contentOf(request, asker);
      const bytes = await deps.files.write(asker.caller, bucket, key, content);
      return { Bucket: bucket, Key: key, Bytes: bytes };
    });
    scope.get<Target>('/api/files/:bucket/*', async (request, reply) => {
      const asker = await whoAsks(deps, request, 'supervisor');
      if (!asker) return sendFailure(reply, notSignedIn);
      const { bucket, key } = target(request.params);
      const { content, bytes } = await deps.files.read(asker.caller, bucket, key);
      await recordAudit(deps.sql, asker.caller, {
        action: 'DownloadFile',
        target: `${bucket}/${key}`,
        address: request.ip,
      });
      return sendDownload(reply, { name: key.split('/').at(-1)!, bytes, content });
    });
  });
}

function target({ bucket, '*': key }: Target['Params']): { bucket: string; key: string } {
  const climbs = key.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (!bucket || !key || climbs || /[\0\\]/.test(bucket + key)) {
    throw badRequest(
      'The path has to be /api/files/<bucket>/<key>; the parts of a key may not be empty or dots.',
    );
  }
  return { bucket, key };
}
