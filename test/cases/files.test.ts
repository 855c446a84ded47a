import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { accountId, profileArn, refused, startCases, wireFields } from './support/casesServer.ts';

const desk = `arn:aws:iam::${accountId}:user/desk`;

async function start(t: Parameters<typeof startCases>[0]) {
  const server = await startCases(t);
  const { run, files, cases, profileId } = server;
  const { CasesDomainId: domainId } = await run('GetCaseDomain', { DomainName: 'shop' });
  const { TemplateId: templateId } = await run('GetCaseForm', { DomainName: 'shop', Fields: {} });
  const fields = wireFields({ title: '破損の写真', customer_id: profileArn(profileId) });
  const { caseId: CaseId = '' } = await cases.createCase({ domainId, templateId, fields });
  const as = (arn: string, role: 'admin' | 'agent' = 'agent') => ({
    caller: { accountId, arn, region: 'ap-northeast-1', role },
    requestId: 'test',
  });
  const put = (content: Iterable<Buffer>, more: object = {}, call = as(desk)) =>
    files().store(call, 'shop', {
      ...{ caseId: CaseId, name: '写真.jpg', type: 'image/jpeg', bytes: undefined },
      content: (async function* () {
        yield* content;
      })(),
      ...more,
    });
  const read = async (itemId: string, caseId = CaseId) => {
    const file = await files().open(as(desk), 'shop', { caseId, itemId });
    const pieces: Buffer[] = [];
    for await (const piece of file.content) pieces.push(piece);
    return { ...file, content: Buffer.concat(pieces) };
  };
  const list = async (of = CaseId) => (await run('ListCaseFiles', { DomainName: 'shop', CaseId: of })).Files;
  const newCase = async () => (await cases.createCase({ domainId, templateId, fields })).caseId ?? '';
  return { ...server, sql: server.house.sql, domainId, CaseId, put, read, list, newCase };
}

test('a file is kept with its case and comes back as it was', async (t) => {
  const { sql, cases, domainId, CaseId, put, read, list, run } = await start(t);
  const pieces = [70_000, 300_000, 1, 500_000].map((size) => randomBytes(size));
  const { relatedItemId } = await put(pieces);
  const back = await read(relatedItemId);
  assert.deepEqual([back.name, back.bytes], ['写真.jpg', 870_001]);
  assert.ok(back.content.equals(Buffer.concat(pieces)));
  const [file] = await list();
  assert.deepEqual(
    [file.RelatedItemId, file.Name, file.Type, file.Bytes, file.By],
    [relatedItemId, '写真.jpg', 'image/jpeg', 870_001, desk],
  );
  const { relatedItems = [] } = await cases.searchRelatedItems({
    domainId,
    caseId: CaseId,
    filters: [{ file: {} }],
  });
  assert.equal(relatedItems[0]?.content?.file?.fileArn, file.FileArn);
  const { Timeline } = await run('GetCaseView', { DomainName: 'shop', CaseId });
  assert.deepEqual(
    [Timeline[0].Kind, Timeline[0].ItemType, Timeline[0].Item.FileName],
    ['added', 'File', '写真.jpg'],
  );
  await cases.deleteCase({ domainId, caseId: CaseId });
  const [left] =
    await sql`select (select count(*) from case_file) + (select count(*) from case_file_part) as rows`;
  assert.equal(left?.rows, 0, 'it goes with its case');
});

test('what is no file of a case is refused, and leaves nothing', async (t) => {
  const { sql, put } = await start(t);
  const piece = Buffer.alloc(1_000_000);
  const some = [Buffer.from('x')];
  await refused(put([]), 'ValidationException');
  await refused(put(Array(22).fill(piece)), 'ValidationException');
  await refused(put(some, { bytes: 30_000_000 }), 'ValidationException');
  await refused(put(some, { caseId: 'f'.repeat(32) }), 'ResourceNotFoundException');
  await refused(put(some, { caseId: 'no id' }), 'ResourceNotFoundException');
  for (const name of ['', '..', 'a\r\nb: c', 'x'.repeat(256)])
    await refused(put(some, { name }), 'ValidationException');
  const broken = (function* () {
    yield piece;
    throw new Error('the sender went away');
  })();
  await assert.rejects(put(broken), /went away/);
  const [left] =
    await sql`select (select count(*) from case_file) + (select count(*) from case_file_part) as rows`;
  assert.equal(left?.rows, 0);
});

test('names lose their folders, types that are none are bytes', async (t) => {
  const { put, list } = await start(t);
  await put([Buffer.from('x')], { name: 'C:\\Users\\me\\見積 1.pdf', type: 'text/html; charset="x"' });
  await put([Buffer.from('x')], { name: '../../etc/passwd', type: '<script>' });
  const kept = (await list()).map(({ Name, Type }: { Name: string; Type: string }) => [Name, Type]);
  assert.deepEqual(kept.sort(), [
    ['passwd', 'application/octet-stream'],
    ['見積 1.pdf', 'text/html'],
  ]);
});

test('a file is reached through its own case only; one kept elsewhere is an ARN', async (t) => {
  const { cases, domainId, put, read, list, newCase } = await start(t);
  const { relatedItemId, reference = '' } = await put([Buffer.from('secret')]);
  const other = await newCase();
  const add = async (fileArn: string) => {
    const content = { file: { fileArn } };
    return (
      (await cases.createRelatedItem({ domainId, caseId: other, type: 'File', content })).relatedItemId ?? ''
    );
  };
  await refused(read(relatedItemId, other), 'ResourceNotFoundException');
  await refused(read(await add(reference), other), 'ResourceNotFoundException');
  const elsewhere = 'arn:aws:connect:x:0:instance/i/file/1';
  await refused(read(await add(elsewhere), other), 'ResourceNotFoundException');
  const listed = (await list(other)).find(({ FileArn }: { FileArn: string }) => FileArn === elsewhere);
  assert.equal(listed.Name, undefined);
});

test('who added a file takes it away, and supervisors; a sender who went away leaves nothing for long', async (t) => {
  const { sql, run, CaseId, put, list, read, advance } = await start(t);
  const { relatedItemId: RelatedItemId } = await put([Buffer.from('x')]);
  const wanted = { DomainName: 'shop', CaseId, RelatedItemId };
  const somebody = `arn:aws:iam::${accountId}:user/somebody`;
  await refused(run('DeleteCaseFile', wanted, somebody, 'agent'), 'AccessDeniedException');
  await run('DeleteCaseFile', wanted, desk, 'agent');
  assert.deepEqual(await list(), []);
  await refused(read(RelatedItemId), 'ResourceNotFoundException');
  await refused(run('DeleteCaseFile', wanted), 'ResourceNotFoundException');
  const { relatedItemId } = await put([Buffer.from('y')]);
  await sql`insert into case_file (case_domain_id, case_id, file_id, name, type, created_at)
    select case_domain_id, case_id, gen_random_uuid(), 'broken off', type, created_at from case_file`;
  advance(90_000_000);
  await put([Buffer.from('z')]);
  const rows = await sql`select name from case_file`;
  assert.deepEqual(
    rows.map(({ name }) => name),
    ['写真.jpg', '写真.jpg'],
  );
  assert.equal((await read(relatedItemId)).content.toString(), 'y');
});
