import { useCallback, useEffect, useRef, useState } from 'react';
import { type CallStatus, callOperation, type Ringing } from './api.ts';

const askEveryMillis = 4_000;
const ringsEveryMillis = 2_000;
const over = new Set(['ENDED', 'AFTER_CONTACT_WORK']);

/** Whether a call in this state is over for the customer. */
export const isOver = (state: string | undefined): boolean => state !== undefined && over.has(state);

/**
 * A call as the handset follows it: live by events, and asked for now and then in case one was missed. Belongs to one
 * call: mount it anew for another.
 */
export function useCall(domain: string, contactId: string) {
  const [status, setStatus] = useState<CallStatus>();
  const newest = useRef(0);
  const take = useCallback(
    async (operation: string, more: object = {}) => {
      newest.current += 1;
      const asked = newest.current;
      const answer = await callOperation<CallStatus>(operation, {
        DomainName: domain,
        ContactId: contactId,
        ...more,
      });
      // An answer that was overtaken by a later question is old.
      if (asked === newest.current) setStatus(answer);
    },
    [domain, contactId],
  );
  const ended = isOver(status?.State);
  useEffect(() => {
    if (ended) return;
    const read = () => void take('HandsetState').catch(() => undefined);
    read();
    const source = new EventSource(`/api/events?topics=${encodeURIComponent(`contact:${contactId}`)}`);
    source.onmessage = read;
    source.addEventListener('reset', read);
    const timer = setInterval(read, askEveryMillis);
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [contactId, ended, take]);
  return { status, take };
}

/** Outbound calls that ring, while nothing else is going on. */
export function useRinging(domain: string | undefined, idle: boolean): Ringing[] {
  const [items, setItems] = useState<Ringing[]>([]);
  useEffect(() => {
    if (!domain || !idle) return setItems([]);
    let here = true;
    const read = async () => {
      const { Items } = await callOperation<{ Items: Ringing[] }>('HandsetCalls', { DomainName: domain });
      if (here) setItems(Items);
    };
    const ask = () => void read().catch(() => undefined);
    ask();
    const timer = setInterval(ask, ringsEveryMillis);
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [domain, idle]);
  return items;
}
