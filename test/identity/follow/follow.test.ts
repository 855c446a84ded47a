import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  DeleteProfileCommand,
  MergeProfilesCommand,
  UpdateDomainCommand,
  UpdateProfileCommand,
} from '@aws-sdk/client-customer-profiles';
import { DomainName, emailRule, eventually, startFollowed } from './follower.ts';

test('two profiles with one e-mail address become one as they are written; weaker matches are listed', async (t) => {
  const shop = await startFollowed(t, { RuleBasedMatching: emailRule });
  await shop.start();
  const a = await shop.create({ LastName: '山田', EmailAddress: 'taro@example.jp' });
  const b = await shop.create({
    LastName: '山田',
    EmailAddress: 'Taro@Example.JP',
    PhoneNumber: '0312345678',
  });
  await eventually(shop.shown, [[a, b]]);
  const c = await shop.create({ LastName: '山田', PhoneNumber: '03-1234-5678' });
  await eventually(shop.groups, [['RULE 2 OPEN', [a, b, c]]]);
  assert.deepEqual(await shop.shown(), [[a, b]]);
  await shop.put({ id: '1', last: '鈴木', email: 'jiro@example.jp' });
  await shop.put({ id: '2', last: '鈴木', email: 'jiro@example.jp' });
  await eventually(async () => (await shop.shown()).length, 2);
});
