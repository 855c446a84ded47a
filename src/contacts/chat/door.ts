import { networkOf } from '../../access/signInLimits.ts';
import { type ChatCore, limit } from './core.ts';
import { createPages } from './pages.ts';
import { type Admission, createSockets } from './socket.ts';
import { createStreams, type OpenStream } from './stream.ts';
import { publicDomain, startPublicChat, widgetOf } from './widget.ts';

/** What the listener offers to customers' pages, without a session and without a signature. */
export interface ChatDoor {
  /** Refuses (404) when there is no chat for customers of this domain. */
  check(domainName: string, address: string): Promise<void>;
  /** Opens a chat. `body`: DisplayName, EmailAddress?, PhoneNumber?, Attributes?, Language?, Message?, ClientToken?, Continue?. */
  start(
    domainName: string,
    body: unknown,
    from: { address: string; language: 'ja' | 'en' },
  ): Promise<{ ContactId: string; ParticipantId: string; ParticipantToken: string }>;
  /** Whether pages of this origin may open chats of this domain by themselves: an administrator has named it. */
  opensFor(domainName: string, origin: string, address: string): Promise<boolean>;
  /** Origins whose pages may frame this domain's widget; `['*']`: any, `[]`: none. */
  framers(domainName: string): Promise<string[]>;
  open: OpenStream;
  /** See `createSockets`. */
  admit(ticket: string): Promise<Admission>;
  /** Open streams and websockets, for metrics. */
  count(): number;
  /** Ends all of them; pages come back to the next process. */
  stop(): void;
}

/** The public door of this process. */
export function createChatDoor(core: ChatCore): ChatDoor {
  const pages = createPages(core);
  return {
    async check(domainName, address) {
      limit(core.limits.looks, networkOf(address), 'requests from your network');
      await publicDomain(core, domainName);
    },
    async start(domainName, body, from) {
      const { contactId, participantId, participantToken } = await startPublicChat(
        core,
        domainName,
        body,
        from,
      );
      return { ContactId: contactId, ParticipantId: participantId, ParticipantToken: participantToken };
    },
    async opensFor(domainName, origin, address) {
      limit(core.limits.looks, networkOf(address), 'requests from your network');
      const domain = await publicDomain(core, domainName).catch(() => undefined);
      return domain !== undefined && (await widgetOf(core, domain)).origins.includes(origin);
    },
    async framers(domainName) {
      const domain = await publicDomain(core, domainName).catch(() => undefined);
      if (!domain) return ['*'];
      const { origins } = await widgetOf(core, domain);
      return origins.length > 0 ? origins : ['*'];
    },
    open: createStreams(core, pages),
    admit: createSockets(core, pages),
    count: pages.count,
    stop: pages.stop,
  };
}
