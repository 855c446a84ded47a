import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEventHub, type Stream } from '../../web/src/api/eventHub.ts';

/** A hub over streams that the test drives; timers run when the test says so. */
function setUp() {
  const streams: ReturnType<typeof fakeStream>[] = [];
  const timers = new Map<() => void, number>();
  const hub = createEventHub({
    open: (topics) => {
      const stream = fakeStream(topics);
      streams.push(stream);
      return stream;
    },
    later: (millis, then) => {
      timers.set(then, millis);
      return () => timers.delete(then);
    },
  });
  /** Runs what waits for no longer than this. */
  const pass = (most = 5_000) => {
    for (const [then, millis] of [...timers]) {
      if (millis > most) continue;
      timers.delete(then);
      then();
    }
  };
  return { hub, streams, pass };
}

function fakeStream(topics: string[]) {
  const listeners: Record<string, ((event: { data?: string; lastEventId?: string }) => void)[]> = {};
  const stream = {
    topics,
    readyState: 1,
    closed: false,
    addEventListener(kind: string, listener: (event: { data?: string; lastEventId?: string }) => void) {
      listeners[kind] = [...(listeners[kind] ?? []), listener];
    },
    close() {
      stream.closed = true;
    },
    emit(kind: string, data?: object, lastEventId?: string) {
      for (const listener of listeners[kind] ?? [])
        listener({ ...(data && { data: JSON.stringify(data) }), ...(lastEventId && { lastEventId }) });
    },
  };
  return stream satisfies Stream;
}

test('all topics of a page share one stream, and each listener hears its own', () => {
  const { hub, streams, pass } = setUp();
  const heard: [string, unknown][] = [];
  for (const topic of ['a:1', 'b:2']) hub.subscribe(topic, (data) => heard.push([topic, data]));
  pass();
  assert.deepEqual(streams[0]?.topics, ['a:1', 'b:2']);
  streams[0]?.emit('hello');
  streams[0]?.emit('message', { topic: 'b:2', n: 1 }, 'x-1');
  assert.deepEqual(heard, [
    ['a:1', undefined],
    ['b:2', undefined],
    ['b:2', { topic: 'b:2', n: 1 }],
  ]);
  assert.equal(streams.length, 1);
});

test('a topic more: the next stream stands before the former ends, and nothing counts twice', () => {
  const { hub, streams, pass } = setUp();
  const heard: unknown[] = [];
  hub.subscribe('a:1', (data) => heard.push(data));
  pass();
  streams[0]?.emit('hello');
  hub.subscribe('b:2', () => undefined);
  pass();
  assert.equal(streams[0]?.closed, false);
  streams[0]?.emit('message', { topic: 'a:1', n: 1 }, 'x-1');
  streams[1]?.emit('message', { topic: 'a:1', n: 1 }, 'x-1');
  streams[1]?.emit('hello');
  assert.equal(streams[0]?.closed, true);
  streams[1]?.emit('message', { topic: 'a:1', n: 2 }, 'x-2');
  assert.deepEqual(heard, [undefined, { topic: 'a:1', n: 1 }, { topic: 'a:1', n: 2 }]);
});

test('a topic more, just as the stream begins to stand: all is read once, when the next one stands', () => {
  const { hub, streams, pass } = setUp();
  const heard: string[] = [];
  const hear = (topic: string) => () => heard.push(topic);
  hub.subscribe('a:1', hear('a:1'));
  pass();
  hub.subscribe('b:2', hear('b:2'));
  streams[0]?.emit('hello');
  assert.deepEqual(heard, []);
  pass();
  assert.deepEqual(streams[1]?.topics, ['a:1', 'b:2']);
  streams[1]?.emit('hello');
  assert.deepEqual(heard, ['a:1', 'b:2']);
});

test('a topic that is left as soon as it was added leaves nothing untold', () => {
  const { hub, streams, pass } = setUp();
  const heard: unknown[] = [];
  hub.subscribe('a:1', (data) => heard.push(data));
  pass();
  const end = hub.subscribe('b:2', () => undefined);
  streams[0]?.emit('hello');
  end();
  pass();
  assert.equal(streams.length, 1);
  assert.deepEqual(heard, [undefined]);
});

test('a topic that is left while the stream begins to stand keeps the others waiting no longer', () => {
  const { hub, streams, pass } = setUp();
  const heard: unknown[] = [];
  hub.subscribe('a:1', (data) => heard.push(data));
  const end = hub.subscribe('b:2', () => undefined);
  pass();
  end();
  streams[0]?.emit('hello');
  assert.deepEqual(heard, [undefined]);
});

test('a topic taken up again while the stream without it begins to stand is read again', () => {
  const { hub, streams, pass } = setUp();
  const heard: unknown[] = [];
  hub.subscribe('a:1', () => undefined);
  const end = hub.subscribe('b:2', () => undefined);
  pass();
  streams[0]?.emit('hello');
  end();
  pass();
  hub.subscribe('b:2', (data) => heard.push(data));
  streams[1]?.emit('hello');
  pass();
  streams[2]?.emit('hello');
  assert.deepEqual(heard, [undefined]);
});

test('a break is told; a stream that was refused is opened again and everything is read again', () => {
  const { hub, streams, pass } = setUp();
  const heard: unknown[] = [];
  hub.subscribe('a:1', (data) => heard.push(data));
  pass();
  const [first] = streams;
  first?.emit('hello');
  first!.readyState = 0;
  first?.emit('error');
  assert.equal(hub.lost(), true);
  first!.readyState = 1;
  first?.emit('hello');
  assert.equal(hub.lost(), false);
  assert.equal(heard.length, 1);
  first!.readyState = 2;
  first?.emit('error');
  pass();
  streams[1]?.emit('hello');
  assert.deepEqual(heard, [undefined, undefined]);
  assert.equal(hub.lost(), false);
});

test('a connection that has died silently is given up; a network that is back is used at once', () => {
  const { hub, streams, pass } = setUp();
  const heard: unknown[] = [];
  hub.subscribe('a:1', (data) => heard.push(data));
  pass();
  streams[0]?.emit('hello');
  streams[0]?.emit('beat');
  pass(60_000);
  assert.equal(hub.lost(), true);
  assert.equal(streams[0]?.closed, true);
  pass();
  streams[1]?.emit('hello');
  assert.equal(hub.lost(), false);
  hub.online(false);
  assert.equal(hub.lost(), true);
  streams[1]?.emit('beat');
  assert.equal(hub.lost(), false);
  hub.online(false);
  hub.online(true);
  pass();
  streams[2]?.emit('hello');
  assert.equal(heard.length, 3);
  assert.equal(hub.lost(), false);
});

test('a stream ends when nobody listens, and while the tab rests', () => {
  const { hub, streams, pass } = setUp();
  const end = hub.subscribe('a:1', () => undefined);
  pass();
  streams[0]?.emit('hello');
  hub.rest(true);
  pass();
  assert.equal(streams[0]?.closed, true);
  hub.rest(false);
  pass();
  streams[1]?.emit('hello');
  end();
  pass();
  assert.equal(streams[1]?.closed, true);
});
