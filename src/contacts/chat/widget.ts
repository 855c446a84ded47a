import { z } from 'zod';
import { accountId, homeRegion } from '../../access/account.ts';
import { networkOf } from '../../access/signInLimits.ts';
import type { Domain } from '../../profiles/domain.ts';
import { badRequest, notFound, Refusal } from '../../wire/refusal.ts';
import { type ChatCore, limit } from './core.ts';
import { longestText } from './item.ts';
import { pastOfToken } from './pastChat.ts';
import { defaultMinutes, type StartedChat, startChat } from './startChat.ts';
import { countOpen } from './store/chats.ts';
import { findSetting, type WidgetSetting } from './store/settings.ts';

/** The domain whose widget is on until an administrator says otherwise: its customers are made up. */
const demoDomain = 'demo';

/** Chats of strangers that may be open at the same time. */
const openOfNetwork = 30;
const openOfDomain = 500;

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => value.isWellFormed() && !value.includes('\0'), 'has characters that are none');

/** Names that decide whose profile is shown are not a stranger's to set. */
const reserved = /^(profileSearch|aws|connect|_)/i;

const startInput = z.strictObject({
  DisplayName: text(100),
  EmailAddress: text(254)
    .regex(/^[^\s@]+@[^\s@]+$/, 'is not an e-mail address')
    .optional(),
  PhoneNumber: text(30)
    .regex(/^[+(]?[\d\s().‐-―ー-]{5,}$/, 'is not a phone number')
    .optional(),
  Attributes: z
    .record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), z.string().max(500))
    .refine((map) => Object.keys(map).length <= 20, 'has more than 20 names')
    .refine((map) => !Object.keys(map).some((name) => reserved.test(name)), 'has a reserved name')
    .optional(),
  Language: z.enum(['ja', 'en']).optional(),
  Message: text(longestText).optional(),
  ClientToken: text(100).optional(),
  /** Participant token of the chat that this one goes on with. */
  Continue: text(200).optional(),
});

/** What a domain's widget may do; off unless an administrator has switched it on, but for the demo domain. */
export async function widgetOf(core: ChatCore, domain: Domain): Promise<WidgetSetting> {
  const set = await findSetting(core.house.sql, domain.domainId);
  return set ?? { enabled: domain.name === demoDomain, origins: [] };
}

/** The domain of a public address; the same refusal (404) for one that is not there and one whose widget is off. */
export async function publicDomain(core: ChatCore, domainName: string): Promise<Domain> {
  const closed = () => notFound('There is no chat at this address, or it is switched off at the moment');
  const domain = await core.house.domains.get(accountId, domainName).catch((cause: unknown) => {
    throw cause instanceof Refusal && cause.status === 404 ? closed() : cause;
  });
  if (!(await widgetOf(core, domain)).enabled) throw closed();
  return domain;
}

/**
 * Opens a chat for somebody who came by a web page. Who they say they are is what they say: it finds a profile for the
 * agent to look at, and proves nothing.
 */
export async function startPublicChat(
  core: ChatCore,
  domainName: string,
  body: unknown,
  from: { address: string; language: 'ja' | 'en' },
): Promise<StartedChat> {
  const network = networkOf(from.address);
  limit(core.limits.starts, network, 'new chats from your network');
  const domain = await publicDomain(core, domainName);
  const parsed = startInput.safeParse(body);
  if (!parsed.success) throw badRequest(problemsOf(parsed.error));
  const input = parsed.data;
  const open = await countOpen(core.house.sql, domain.domainId, network);
  if (open.network >= openOfNetwork || open.domain >= openOfDomain) {
    throw new Refusal('ThrottlingException', 'Too many chats are open just now; try again in a few minutes', {
      retryAfter: 180,
    });
  }
  const past = input.Continue ? await pastOfToken(core, domain.domainId, input.Continue) : undefined;
  const { EmailAddress: email, PhoneNumber: phone } = input;
  const customerEndpoint = email
    ? ({ type: 'EMAIL_ADDRESS', address: email } as const)
    : phone && ({ type: 'TELEPHONE_NUMBER', address: phone } as const);
  return startChat(core, domain, {
    displayName: input.DisplayName,
    initiationMethod: 'API',
    attributes: { ...input.Attributes, ...(email && phone ? { PhoneNumber: phone } : {}) },
    ...(customerEndpoint ? { customerEndpoint } : {}),
    region: homeRegion,
    language: input.Language ?? from.language,
    contentTypes: ['text/plain'],
    minutes: defaultMinutes,
    past,
    ...(input.Message ? { initialMessage: { contentType: 'text/plain', content: input.Message } } : {}),
    clientToken: input.ClientToken ? `public ${input.ClientToken}` : undefined,
    network,
  });
}

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'The body'}: ${issue.message}`)
    .join('; ');
