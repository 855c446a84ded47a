import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { recordAudit } from '../access/audit.ts';
import { foreignOrigin, notSignedIn, sendFailure } from './answers.ts';
import type { AppDeps } from './deps.ts';
import { type Asker, contentOf, isSigned, sendDownload, whoAsks } from './fileTransfer.ts';
import { comesFromOwnPage } from './sessionDoor.ts';

interface Place {
  Params: { domain: string; caseId: string; name: string };
}

/**
 * `PUT /api/files/_case/<domain>/<case id>/<name>` puts a file beside a case, `GET …/<related item id>` brings it back.
 * No bucket can be called `_case`. For everybody who works on cases.
 */
export function registerCaseFiles(scope: FastifyInstance, deps: AppDeps): void {
  const { caseFiles } = deps;
  if (!caseFiles) return;
  const path = '/api/files/_case/:domain/:caseId/:name';
  const callOf = (request: FastifyRequest, { caller }: Asker) => ({ caller, requestId: request.id });

  scope.put<Place>(path, async (request, reply) => {
    if (!isSigned(request) && !comesFromOwnPage(request)) return sendFailure(reply, foreignOrigin);
    const asker = await whoAsks(deps, request, 'agent');
    if (!asker) return sendFailure(reply, notSignedIn);
    const { domain, caseId, name } = request.params;
    const item = await caseFiles.store(callOf(request, asker), domain, {
      ...{ caseId, name, type: request.headers['content-type'] },
      bytes: Number(request.headers['content-length'] ?? Number.NaN) || undefined,
      content: contentOf(request, asker),
    });
    return { RelatedItemId: item.relatedItemId };
  });

  scope.get<Place>(path, async (request, reply) => {
    const asker = await whoAsks(deps, request, 'agent');
    if (!asker) return sendFailure(reply, notSignedIn);
    const { domain, caseId, name: itemId } = request.params;
    const file = await caseFiles.open(callOf(request, asker), domain, { caseId, itemId });
    const target = `case ${caseId}, item ${itemId}`;
    await recordAudit(deps.sql, asker.caller, { action: 'DownloadCaseFile', target, address: request.ip });
    return sendDownload(reply, { ...file, content: Readable.from(file.content, { objectMode: false }) });
  });
}
