import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  CreateDomainCommand,
  ListProfileObjectsCommand,
  ListProfileObjectTypeTemplatesCommand,
  PutProfileObjectCommand,
  SearchProfilesCommand,
} from '@aws-sdk/client-customer-profiles';
import { startAwsServer } from '../helpers/awsServer.ts';

const DomainName = 'shop';

async function start(t: TestContext) {
  const { client } = await startAwsServer(t);
  await client.send(new CreateDomainCommand({ DomainName, DefaultExpirationDays: 366 }));
  const search = async (KeyName: string, value: string) =>
    (await client.send(new SearchProfilesCommand({ DomainName, KeyName, Values: [value] }))).Items ?? [];
  return {
    client,
    put: (ObjectTypeName: string, object: object) =>
      client.send(
        new PutProfileObjectCommand({ DomainName, ObjectTypeName, Object: JSON.stringify(object) }),
      ),
    person: async (KeyName: string, value: string) => {
      const [found, ...others] = await search(KeyName, value);
      assert.equal(others.length, 0);
      const { FoundByItems: _, ...profile } = found ?? {};
      return profile;
    },
    record: async (KeyName: string, value: string, ObjectTypeName: string, number: string, id: string) => {
      const [found] = await search(KeyName, value);
      const listed = await client.send(
        new ListProfileObjectsCommand({
          ...{ DomainName, ProfileId: found?.ProfileId, ObjectTypeName },
          ObjectFilter: { KeyName: number, Values: [id] },
        }),
      );
      return JSON.parse(listed.Items?.[0]?.Object ?? '{}') as Record<string, unknown>;
    },
  };
}

test('the documented sources have templates', async (t) => {
  const { client } = await start(t);
  const { Items = [] } = await client.send(new ListProfileObjectTypeTemplatesCommand({}));
  const ids = Items.map((item) => item.TemplateId);
  for (const id of ['Shopify-DraftOrder', 'Shopify-Order', 'Segment-Identify', 'Servicenow-task', 'CTR'])
    assert.ok(ids.includes(id), id);
});

test('customers of sales, support and shop systems, as those systems write them', async (t) => {
  const { put, person } = await start(t);
  const street = { City: '大阪市', State: '大阪府', Country: '日本', PostalCode: '530-0001' };
  const prefixed = (prefix: string) => ({
    ...{ [`${prefix}Street`]: '北区1', [`${prefix}City`]: street.City, [`${prefix}State`]: street.State },
    ...{ [`${prefix}Country`]: street.Country, [`${prefix}PostalCode`]: street.PostalCode },
  });
  const address = { Address1: '北区1', ...street };
  await put('Salesforce-Account', {
    ...{ Id: 'A1', Name: '佐藤商店', IsPersonAccount: true, FirstName: '花子', LastName: '佐藤' },
    ...{ Phone: '06-1111-2222', PersonEmail: 'hanako@example.jp', AccountNumber: 'N-1' },
    ...prefixed('Billing'),
    ...prefixed('PersonOther'),
    PersonMailingAddress: { Street: '北区1', ...street },
  });
  const account = await person('_salesforceAccountId', 'A1');
  assert.deepEqual(account, {
    ...{ ProfileId: account.ProfileId, Attributes: { sfdcAccountId: 'A1' }, PartyType: 'INDIVIDUAL' },
    ...{ BusinessName: '佐藤商店', FirstName: '花子', LastName: '佐藤', AccountNumber: 'N-1' },
    ...{ PhoneNumber: '06-1111-2222', PersonalEmailAddress: 'hanako@example.jp' },
    ...{ BillingAddress: address, MailingAddress: address, Address: address },
  });
  await put('Salesforce-Account', { Id: 'A2', Name: '田中工業', IsPersonAccount: false });
  assert.equal((await person('_salesforceAccountId', 'A2')).PartyType, 'BUSINESS');
  await put('Salesforce-Contact', { Id: 'C1', AccountId: 'A3', LastName: '鈴木', ...prefixed('Mailing') });
  const contact = await person('_salesforceContactId', 'C1');
  await put('Salesforce-Contact', { Id: 'C2', AccountId: 'A3', LastName: '田中' });
  const colleague = await person('_salesforceContactId', 'C2');
  assert.notEqual(colleague.ProfileId, contact.ProfileId, 'of one account, but two people');
  assert.deepEqual([contact.LastName, contact.MailingAddress], ['鈴木', address]);
  assert.deepEqual(contact.Attributes, { sfdcContactId: 'C1', sfdcAccountId: 'A3' });
  await put('Marketo-leads', {
    id: 5,
    lastName: '高橋',
    gender: '女性',
    dateOfBirth: '1990-01-02',
    city: '京都市',
  });
  const lead = await person('_marketoLeadId', '5');
  assert.deepEqual(
    [lead.LastName, lead.GenderString, lead.BirthDate, lead.Address, lead.Attributes],
    ['高橋', '女性', '1990-01-02', { City: '京都市' }, { MarketoLeadId: '5' }],
  );
  await put('Servicenow-sys_user', {
    sys_id: 'S1',
    first_name: '一郎',
    home_phone: '03-1234-5678',
    zip: '100-0001',
  });
  const user = await person('_serviceNowSystemId', 'S1');
  assert.deepEqual(
    [user.FirstName, user.HomePhoneNumber, user.Address],
    ['一郎', '03-1234-5678', { PostalCode: '100-0001' }],
  );
  await put('Segment-Identify', {
    userId: 'u1',
    traits: {
      birthday: '1980-05-05',
      company: { name: '株式会社A' },
      address: { street: '西1', city: '札幌市' },
    },
  });
  const trait = await person('_segmentUserId', 'u1');
  assert.deepEqual(
    [trait.BirthDate, trait.BusinessName, trait.Address],
    ['1980-05-05', '株式会社A', { Address1: '西1', City: '札幌市' }],
  );
  await put('Shopify-Customer', {
    id: 7,
    note: '常連',
    default_address: { address1: '南1', zip: '810-0001' },
  });
  const buyer = await person('_shopifyCustomerId', '7');
  assert.deepEqual(
    [buyer.AdditionalInformation, buyer.Address, buyer.Attributes],
    ['常連', { Address1: '南1', PostalCode: '810-0001' }, { ShopifyCustomerId: '7' }],
  );
});

test('orders, tickets and assets become standard records of their customers', async (t) => {
  const { put, record } = await start(t);
  await put('Shopify-Customer', { id: 7 });
  const order = {
    ...{
      id: 70,
      customer: { id: 7 },
      name: '#1001',
      email: 'a@example.jp',
      total_price: '3600',
      currency: 'JPY',
    },
    ...{
      line_items: [{ title: '茶碗', price: '1200', quantity: 3, sku: 'x' }],
      billing_address: { zip: '1' },
    },
  };
  await put('Shopify-Order', { ...order, order_status_url: 'https://x', financial_status: 'paid' });
  await put('Shopify-DraftOrder', { ...order, id: 71, status: 'open', invoice_url: 'https://i' });
  const shown = {
    ...{ Attributes: { ShopifyOrderId: '70', ShopifyCustomerId: '7' }, Name: '#1001', TotalPrice: '3600' },
    ...{ CustomerEmail: 'a@example.jp', Currency: 'JPY', BillingAddress: { PostalCode: '1' } },
    OrderItems: [{ Title: '茶碗', Price: '1200', Quantity: '3' }],
  };
  const placed = await record('_shopifyCustomerId', '7', '_order', '_shopifyOrderId', '70');
  assert.deepEqual(placed, {
    ...shown,
    ...{ OrderId: placed['OrderId'], StatusCode: 'ACTIVATED', StatusUrl: 'https://x', Status: 'paid' },
  });
  const draft = await record('_shopifyCustomerId', '7', '_order', '_shopifyOrderId', '71');
  assert.deepEqual(draft, {
    ...{ ...shown, OrderId: draft['OrderId'], StatusCode: 'DRAFT', StatusUrl: 'https://i', Status: 'open' },
    Attributes: { ShopifyOrderId: '71', ShopifyCustomerId: '7' },
  });
  await put('Zendesk-users', { id: 9, name: '山田 太郎' });
  await put('Zendesk-tickets', { id: 90, requester_id: 9, subject: '壊れた', status: 'open' });
  const ticket = await record('_zendeskUserId', '9', '_case', '_zendeskTicketId', '90');
  assert.deepEqual(
    [ticket['Title'], ticket['CreatedBy'], ticket['Attributes']],
    ['壊れた', '9', { ZendeskTicketId: '90', ZendeskUserId: '9' }],
  );
  await put('Servicenow-sys_user', { sys_id: 'S1' });
  await put('Servicenow-incident', { sys_id: 'I1', caller_id: { value: 'S1' }, category: '故障' });
  await put('Servicenow-task', { sys_id: 'T1', opened_by: { value: 'S1' }, short_description: '点検' });
  const incident = await record('_serviceNowSystemId', 'S1', '_case', '_serviceNowIncidentId', 'I1');
  assert.deepEqual([incident['Reason'], incident['Attributes']], ['故障', { ServiceNowIncidentId: 'I1' }]);
  const task = await record('_serviceNowSystemId', 'S1', '_case', '_serviceNowTaskId', 'T1');
  assert.equal(task['Title'], '点検');
  await put('Salesforce-Contact', { Id: 'C1' });
  await put('Salesforce-Asset', { Id: 'P1', ContactId: 'C1', Name: '冷蔵庫', StockKeepingUnit: 'K-1' });
  const asset = await record('_salesforceContactId', 'C1', '_asset', '_salesforceAssetId', 'P1');
  assert.deepEqual(
    [asset['AssetName'], asset['ProductSKU'], asset['Attributes']],
    ['冷蔵庫', 'K-1', { sfdcAssetId: 'P1', sfdcContactId: 'C1' }],
  );
});
