import type { Page } from 'playwright-core';
import { callAs } from './webApp.ts';

/** A contact as an agent's operations give it, as far as tests look. */
export interface AgentContact {
  ContactId: string;
  Channel: string;
  State: string;
  Unread?: number;
  DisplayName?: string;
}

const domain = { DomainName: 'demo' };

/**
 * Makes the signed-in person of a page an agent who can be given contacts: listens, as the workspace would, and is
 * available. What is heard is kept in `window.heard`.
 */
export async function goOnDuty(page: Page): Promise<void> {
  const { Agent, Statuses } = (await callAs(page, 'nayose', 'GetWorkspace', domain)) as {
    Agent: { UserId: string };
    Statuses: { StatusId: string; Type: string }[];
  };
  await page.evaluate((topic) => {
    const window = globalThis as unknown as { heard: unknown[] };
    window.heard = [];
    const source = new EventSource(`/api/events?topics=${encodeURIComponent(topic)}`);
    source.onmessage = (event) => window.heard.push(JSON.parse(event.data));
    return new Promise((resolve) => source.addEventListener('hello', resolve));
  }, `agent:${Agent.UserId}`);
  const StatusId = Statuses.find((status) => status.Type === 'ROUTABLE')!.StatusId;
  await callAs(page, 'nayose', 'SetAgentStatus', { ...domain, StatusId });
}

/** Takes the agent off duty, so that nothing is offered to a page that is about to close. */
export async function goOffDuty(page: Page, where = domain): Promise<void> {
  const { Statuses } = (await callAs(page, 'nayose', 'GetWorkspace', where)) as {
    Statuses: { StatusId: string; Type: string }[];
  };
  const StatusId = Statuses.find((status) => status.Type === 'OFFLINE')!.StatusId;
  await callAs(page, 'nayose', 'SetAgentStatus', { ...where, StatusId });
}

const patienceMillis = 30_000;

/** Waits for an offer of this channel and accepts it; fails when none comes. */
export async function acceptNext(page: Page, channel: 'CHAT' | 'VOICE'): Promise<AgentContact> {
  for (const deadline = Date.now() + patienceMillis; Date.now() < deadline; ) {
    const { Contacts } = (await callAs(page, 'nayose', 'GetWorkspace', domain)) as {
      Contacts: AgentContact[];
    };
    const offered = Contacts.find((one) => one.Channel === channel && one.State === 'OFFERED');
    if (offered) {
      await callAs(page, 'nayose', 'AcceptContact', { ...domain, ContactId: offered.ContactId });
      return offered;
    }
    await page.waitForTimeout(50);
  }
  throw new Error(`no ${channel} was offered`);
}

/** Runs an operation on a contact of the demo domain. */
export const act = (page: Page, operation: string, ContactId: string, more: object = {}) =>
  callAs(page, 'nayose', operation, { ...domain, ContactId, ...more });

/** What this agent was told, by kind. */
export const heardBy = (page: Page, kind: string): Promise<Record<string, unknown>[]> =>
  page.evaluate(
    (wanted) =>
      (globalThis as unknown as { heard: Record<string, unknown>[] }).heard.filter(
        (one) => one['Kind'] === wanted,
      ),
    kind,
  );
