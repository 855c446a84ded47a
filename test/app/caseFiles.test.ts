import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import type { CaseFiles } from '../../src/cases/operations/fileContent.ts';
import { testApp } from './testApp.ts';

test('files of cases: agents up and down, strangers not, never shown by the browser', async (t) => {
  const stored = new Map<string, { name: string; type: string | undefined; bytes: Buffer }>();
  const caseFiles: CaseFiles = {
    async store(_, domainName, { caseId, name, type, content }) {
      const relatedItemId = `item-${stored.size}`;
      stored.set(`${domainName}/${caseId}/${relatedItemId}`, {
        ...{ name, type },
        bytes: await buffer(Readable.from(content)),
      });
      return { relatedItemId } as Awaited<ReturnType<CaseFiles['store']>>;
    },
    async open(_, domainName, { caseId, itemId }) {
      const { name = '', bytes = Buffer.alloc(0) } = stored.get(`${domainName}/${caseId}/${itemId}`) ?? {};
      return { name, bytes: bytes.length, content: Readable.from([bytes]) };
    },
  };
  const { base, signIn } = await testApp(t, { caseFiles });
  const { cookie } = await signIn('agent');
  const content = Buffer.alloc(5_000_000, '<script>');
  const name = encodeURIComponent('見積 "1".html');
  const put = (headers: Record<string, string>) =>
    fetch(`${base}/api/files/_case/shop/1/${name}`, { method: 'PUT', headers, body: content });
  assert.equal((await put({})).status, 401);
  assert.equal((await put({ cookie, 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal(stored.size, 0);
  const up = await put({ cookie, 'content-type': 'text/html' });
  assert.deepEqual(await up.json(), { RelatedItemId: 'item-0' });
  const down = await fetch(`${base}/api/files/_case/shop/1/item-0`, { headers: { cookie } });
  assert.ok(Buffer.from(await down.arrayBuffer()).equals(content));
  const header = (named: string) => down.headers.get(named);
  assert.equal(header('content-type'), 'application/octet-stream');
  assert.equal(header('x-content-type-options'), 'nosniff');
  assert.equal(header('content-length'), String(content.length));
  assert.equal(
    header('content-disposition'),
    `attachment; filename*=UTF-8''${encodeURIComponent('見積 "1".html')}`,
  );
  assert.equal((await fetch(`${base}/api/files/_case/shop/1/item-0`)).status, 401);
});
