/** One server-sent event. */
export interface ServerEvent {
  event: string;
  /** Place to resume at; absent for what is not kept. */
  id: string | undefined;
  data: string;
}

/** Splits a stream's text into events: give it what arrives, in any pieces. Comments (heartbeats) are dropped. */
export function eventParser(onEvent: (event: ServerEvent) => void): (part: string) => void {
  let rest = '';
  return (part) => {
    const blocks = (rest + part).replace(/\r\n?/g, '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const event = readBlock(block);
      if (event) onEvent(event);
    }
  };
}

function readBlock(block: string): ServerEvent | undefined {
  let event = 'message';
  let id: string | undefined;
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const [, name, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === 'event') event = value;
    else if (name === 'id') id = value;
    else if (name === 'data') data.push(value);
  }
  return data.length > 0 ? { event, id, data: data.join('\n') } : undefined;
}

/**
 * Follows a stream with fetch, which, unlike EventSource, can carry a token in a header. Resolves when the server ends
 * it; rejects when it breaks, is aborted, or nothing (not even a heartbeat) came for `silenceMillis`.
 */
export async function followStream(
  response: Response,
  onEvent: (event: ServerEvent) => void,
  silenceMillis: number,
): Promise<void> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const parse = eventParser(onEvent);
  try {
    for (;;) {
      const { done, value } = await withDeadline(reader.read(), silenceMillis);
      if (done) return;
      parse(value);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function withDeadline<Value>(work: Promise<Value>, millis: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the stream is silent')), millis);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
