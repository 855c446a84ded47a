import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { InfiniteQueryObserver, QueryObserver } from '@tanstack/react-query';
import { Queries } from '../../web/src/api/queries.ts';

/** A server with one text, read by queries whose answers wait to be let go one by one. */
function setUp(t: TestContext) {
  const queries = new Queries();
  queries.mount();
  t.after(() => {
    queries.clear();
    queries.unmount();
  });
  const server = { text: 'old' };
  const waiting: (() => void)[] = [];
  const read = async (page = '') => {
    const answer = server.text + page;
    await new Promise<void>((resolve) => waiting.push(resolve));
    return answer;
  };
  /** Lets the oldest answer go, and whatever follows happen. */
  const letGo = async () => {
    waiting.shift()?.();
    await settled();
  };
  return { queries, server, read, letGo, waiting };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

test('a first read that is out of date before it is there is followed by another', async (t) => {
  const { queries, server, read, letGo, waiting } = setUp(t);
  const observer = new QueryObserver(queries, { queryKey: ['text'], queryFn: () => read() });
  t.after(observer.subscribe(() => undefined));
  server.text = 'new';
  const done = queries.invalidateQueries({ queryKey: ['text'] });
  void queries.invalidateQueries({ queryKey: ['text'] });
  await letGo();
  assert.equal(observer.getCurrentResult().data, 'old');
  await letGo();
  await done;
  assert.equal(observer.getCurrentResult().data, 'new');
  assert.equal(waiting.length, 0);
});

test('what is fetched before anybody looks is fetched again when it was out of date', async (t) => {
  const { queries, server, read, letGo } = setUp(t);
  const options = { queryKey: ['text'], queryFn: () => read(), staleTime: 60_000 };
  void queries.prefetchQuery(options);
  server.text = 'new';
  void queries.invalidateQueries({ queryKey: ['text'] });
  await letGo();
  const observer = new QueryObserver(queries, options);
  t.after(observer.subscribe(() => undefined));
  await letGo();
  assert.equal(observer.getCurrentResult().data, 'new');
});

test('a page that somebody asked for comes, and then the list is read again', async (t) => {
  const { queries, server, read, letGo } = setUp(t);
  const observer = new InfiniteQueryObserver(queries, {
    queryKey: ['text'],
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: '1',
    getNextPageParam: (_, pages) => String(pages.length + 1),
  });
  t.after(observer.subscribe(() => undefined));
  await letGo();
  void observer.fetchNextPage();
  await settled();
  server.text = 'new';
  void queries.invalidateQueries({ queryKey: ['text'] });
  await letGo();
  assert.deepEqual(observer.getCurrentResult().data?.pages, ['old1', 'old2']);
  await letGo();
  await letGo();
  assert.deepEqual(observer.getCurrentResult().data?.pages, ['new1', 'new2']);
});

test('a list that is being read again is broken off and read anew', async (t) => {
  const { queries, server, read, letGo, waiting } = setUp(t);
  const observer = new QueryObserver(queries, { queryKey: ['text'], queryFn: () => read() });
  t.after(observer.subscribe(() => undefined));
  await letGo();
  void queries.invalidateQueries({ queryKey: ['text'] });
  await settled();
  server.text = 'new';
  void queries.invalidateQueries({ queryKey: ['text'] });
  assert.equal(waiting.length, 2);
  waiting.reverse();
  await letGo();
  assert.equal(observer.getCurrentResult().data, 'new');
});

test('what is said to be out of date twice in one turn is read once', async (t) => {
  const { queries, server, read, letGo, waiting } = setUp(t);
  const observer = new QueryObserver(queries, { queryKey: ['text'], queryFn: () => read() });
  t.after(observer.subscribe(() => undefined));
  await letGo();
  server.text = 'new';
  void queries.invalidateQueries({ queryKey: ['text'] });
  const done = queries.invalidateQueries();
  assert.equal(waiting.length, 1);
  await letGo();
  await done;
  assert.equal(observer.getCurrentResult().data, 'new');
});
