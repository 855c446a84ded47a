import { z } from 'zod';
import { defineOperation, type NayoseOperation } from '../../wire/nayose.ts';
import { badRequest, notFound } from '../../wire/refusal.ts';
import { findIntegration } from '../store/integrations.ts';
import { runIntegration } from '../watch.ts';
import { desk, domainName, type OperationDeps } from './shapes.ts';

/** Runs an integration now. */
export function runIntegrationOperation({ house, buckets, queue, log }: OperationDeps): NayoseOperation {
  return defineOperation({
    name: 'RunIntegration',
    summary: 'Looks for new files of an integration now and imports them.',
    input: z.object({ DomainName: domainName, Uri: z.string().min(1).max(255) }),
    output: z.object({ ImportIds: z.array(z.string()) }),
    roles: desk,
    async handler({ DomainName, Uri }, call) {
      const domain = await house.domains.get(call.caller.accountId, DomainName);
      const integration = await findIntegration(house.sql, domain.domainId, Uri);
      if (!integration) throw notFound(`Domain "${DomainName}" has no integration with Uri "${Uri}".`);
      if (!integration.bucket) throw badRequest('The integration names no bucket that is read here.');
      return { ImportIds: await runIntegration({ house, buckets, queue, log }, integration) };
    },
  });
}
