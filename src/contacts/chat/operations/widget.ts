import { z } from 'zod';
import { recordAudit } from '../../../access/audit.ts';
import { defineOperation, type NayoseOperation } from '../../../wire/nayose.ts';
import type { ChatCore } from '../core.ts';
import { putSetting } from '../store/settings.ts';
import { widgetOf } from '../widget.ts';

const origin = z
  .string()
  .max(200)
  .regex(/^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/, 'has to be an origin such as https://shop.example.jp');

const setting = z.object({ Enabled: z.boolean(), Origins: z.array(z.string()) });

/** Whether customers may chat from web pages, for the screen where an administrator decides it. */
export const widgetOperations = (core: ChatCore): NayoseOperation[] => [
  defineOperation({
    name: 'GetChatWidget',
    summary: 'Whether customers may open chats from web pages of this domain, and from which sites.',
    input: z.object({ DomainName: z.string() }),
    output: setting,
    roles: ['admin', 'supervisor', 'agent'],
    async handler({ DomainName }, { caller }) {
      const domain = await core.house.domains.get(caller.accountId, DomainName);
      const { enabled, origins } = await widgetOf(core, domain);
      return { Enabled: enabled, Origins: origins };
    },
  }),
  defineOperation({
    name: 'PutChatWidget',
    summary:
      'Switches the chat widget of a domain on or off; Origins are the sites that may show it, none: any.',
    input: z.object({
      DomainName: z.string(),
      Enabled: z.boolean(),
      Origins: z.array(origin).max(50).default([]),
    }),
    output: setting,
    roles: ['admin'],
    async handler({ DomainName, Enabled, Origins }, { caller }) {
      const domain = await core.house.domains.get(caller.accountId, DomainName);
      const at = core.house.clock();
      const origins = [...new Set(Origins)];
      await core.house.sql.begin(async (tx) => {
        await putSetting(tx, domain.domainId, { enabled: Enabled, origins }, { at, actor: caller.arn });
        const detail = { enabled: Enabled, origins };
        await recordAudit(tx, caller, { action: 'PutChatWidget', target: DomainName, detail }, at);
      });
      return { Enabled, Origins: origins };
    },
  }),
];
