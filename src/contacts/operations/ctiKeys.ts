import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../../access/audit.ts';
import { defineOperation, type NayoseOperation, timestamp } from '../../wire/nayose.ts';
import { notFound } from '../../wire/refusal.ts';
import { type ContactsCore, placeOf } from '../core.ts';
import * as store from '../store/cti.ts';
import { admins, domainName } from './shapes.ts';

const keyShape = z.object({
  KeyId: z.string(),
  Name: z.string(),
  CreatedBy: z.string(),
  CreatedAt: timestamp,
});

/** Keys that telephone systems sign with. */
export function ctiKeyOperations(core: ContactsCore): NayoseOperation[] {
  const { sql, clock } = core.house;
  return [
    defineOperation({
      name: 'ListCtiKeys',
      summary: 'The keys of telephone systems, without their secrets.',
      input: z.object({ DomainName: domainName }),
      output: z.object({ Keys: z.array(keyShape) }),
      roles: admins,
      handler: async ({ DomainName }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        return { Keys: (await store.listCtiKeys(sql, domain.domainId)).map(toKey) };
      },
    }),
    defineOperation({
      name: 'CreateCtiKey',
      summary: 'Makes a key for a telephone system. Its secret is told this once.',
      input: z.object({ DomainName: domainName, Name: z.string().trim().min(1).max(255) }),
      output: z.object({ Key: keyShape.extend({ Secret: z.string() }) }),
      roles: admins,
      handler: async ({ DomainName, Name }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        const keyId = `CTI${randomBytes(10).toString('hex').toUpperCase()}`;
        const secret = randomBytes(32).toString('base64url');
        const key: store.CtiKey = {
          domainId: domain.domainId,
          keyId,
          name: Name,
          sealedSecret: core.secrets.seal(secret, `cti ${keyId}`),
          createdBy: call.caller.arn,
          createdAt: clock(),
        };
        await sql.begin(async (tx) => {
          await store.insertCtiKey(tx, key);
          const detail = { name: Name, domain: domain.name };
          await recordAudit(tx, call.caller, { action: 'CreateCtiKey', target: keyId, detail }, clock());
        });
        return { Key: { ...toKey(key), Secret: secret } };
      },
    }),
    defineOperation({
      name: 'DeleteCtiKey',
      summary: 'Removes a key; events signed with it are refused from then on.',
      input: z.object({ DomainName: domainName, KeyId: z.string().regex(/^\w{1,64}$/) }),
      output: z.object({}),
      roles: admins,
      handler: async ({ DomainName, KeyId }, call) => {
        const { domain } = await placeOf(core, call, DomainName);
        await sql.begin(async (tx) => {
          if (!(await store.deleteCtiKey(tx, domain.domainId, KeyId)))
            throw notFound('There is no key with this KeyId.');
          const detail = { domain: domain.name };
          await recordAudit(tx, call.caller, { action: 'DeleteCtiKey', target: KeyId, detail }, clock());
        });
        return {};
      },
    }),
  ];
}

const toKey = (key: store.CtiKey) => ({
  KeyId: key.keyId,
  Name: key.name,
  CreatedBy: key.createdBy,
  CreatedAt: key.createdAt,
});
