import { field, fieldsOf, key, type Template } from './template.ts';

const record = (
  sourceName: string,
  sourceObject: string,
  keys: Template['keys'],
  fields: Template['fields'],
): Template => ({ sourceName, sourceObject, fields, keys, allowProfileCreation: false });

const shopifyAddress = (name: string, address: string) => ({
  [`${name}.name`]: `${address}.Name`,
  [`${name}.address1`]: `${address}.Address1`,
  [`${name}.address2`]: `${address}.Address2`,
  [`${name}.city`]: `${address}.City`,
  [`${name}.province`]: `${address}.Province`,
  [`${name}.country`]: `${address}.Country`,
  [`${name}.zip`]: `${address}.PostalCode`,
});

/** What orders of Shopify and drafts of them have in common. */
const shopifyOrder = (members: Record<string, string>): Template['fields'] => ({
  ...fieldsOf('_order', {
    id: 'Attributes.ShopifyOrderId',
    'customer.id': 'Attributes.ShopifyCustomerId',
    name: 'Name',
    email: 'CustomerEmail',
    note: 'AdditionalInformation',
    currency: 'Currency',
    created_at: 'CreatedDate',
    updated_at: 'UpdatedDate',
    total_price: 'TotalPrice',
    total_tax: 'TotalTax',
    line_items: 'OrderItems',
    ...shopifyAddress('billing_address', 'BillingAddress'),
    ...shopifyAddress('shipping_address', 'ShippingAddress'),
    ...members,
  }),
  status_code: field('{{#if _source.order_status_url}}ACTIVATED{{else}}DRAFT{{/if}}', '_order', 'StatusCode'),
});

const shopifyKeys = {
  _shopifyOrderId: key(['id'], 'UNIQUE', 'ORDER'),
  _shopifyCustomerId: key(['customer.id'], 'PROFILE'),
};

/** Templates whose objects are assets, cases and orders of customers (AWS: mapping of … objects to the standard …). */
export const records: Record<string, Template> = {
  'Salesforce-Asset': record(
    'Salesforce',
    'Asset',
    {
      _salesforceAssetId: key(['Id'], 'UNIQUE', 'ASSET'),
      _salesforceContactId: key(['ContactId'], 'PROFILE'),
      _salesforceAccountId: key(['AccountId'], 'PROFILE', 'SECONDARY'),
    },
    fieldsOf('_asset', {
      Id: 'Attributes.sfdcAssetId',
      ContactId: 'Attributes.sfdcContactId',
      AccountId: 'Attributes.sfdcAccountId',
      Name: 'AssetName',
      SerialNumber: 'SerialNumber',
      StockKeepingUnit: 'ProductSKU',
      PurchaseDate: 'PurchaseDate',
      UsageEndDate: 'UsageEndDate',
      Status: 'Status',
      Price: 'Price',
      Quantity: 'Quantity',
      Description: 'Description',
    }),
  ),
  'Zendesk-tickets': record(
    'Zendesk',
    'tickets',
    {
      _zendeskTicketId: key(['id'], 'UNIQUE', 'CASE'),
      _zendeskUserId: key(['requester_id'], 'PROFILE'),
    },
    {
      ...fieldsOf('_case', {
        id: 'Attributes.ZendeskTicketId',
        requester_id: 'Attributes.ZendeskUserId',
        subject: 'Title',
        description: 'Summary',
        status: 'Status',
        created_at: 'CreatedDate',
        updated_at: 'UpdatedDate',
      }),
      requester: field('_source.requester_id', '_case', 'CreatedBy'),
    },
  ),
  'Servicenow-incident': record(
    'Servicenow',
    'incident',
    {
      _serviceNowIncidentId: key(['sys_id'], 'UNIQUE', 'CASE'),
      _serviceNowSystemId: key(['caller_id'], 'PROFILE'),
    },
    {
      ...fieldsOf('_case', {
        sys_id: 'Attributes.ServiceNowIncidentId',
        short_description: 'Title',
        description: 'Summary',
        category: 'Reason',
        state: 'Status',
        opened_at: 'CreatedDate',
        resolved_at: 'ClosedDate',
      }),
      caller_id: field('_source.caller_id.value', '', ''),
    },
  ),
  'Servicenow-task': record(
    'Servicenow',
    'task',
    {
      _serviceNowTaskId: key(['sys_id'], 'UNIQUE', 'CASE'),
      _serviceNowSystemId: key(['opened_by'], 'PROFILE'),
    },
    {
      ...fieldsOf('_case', {
        sys_id: 'Attributes.ServiceNowTaskId',
        short_description: 'Title',
        description: 'Summary',
        state: 'Status',
        sys_created_by: 'CreatedBy',
        sys_created_on: 'CreatedDate',
        sys_updated_on: 'UpdatedDate',
      }),
      opened_by: field('_source.opened_by.value', '', ''),
    },
  ),
  'Shopify-Order': record(
    'Shopify',
    'Order',
    shopifyKeys,
    shopifyOrder({
      phone: 'CustomerPhone',
      financial_status: 'Status',
      fulfillment_status: 'FulfillmentStatus',
      order_status_url: 'StatusUrl',
      gateway: 'Gateway',
      processed_at: 'ProcessedDate',
      closed_at: 'ClosedDate',
      cancelled_at: 'CancelledDate',
      cancel_reason: 'CancelReason',
      total_discounts: 'TotalDiscounts',
      total_line_items_price: 'TotalItemsPrice',
      'total_shipping_price_set.shop_money.amount': 'TotalShippingPrice',
      total_tip_received: 'TotalTipReceived',
      total_weight: 'TotalWeight',
      'payment_details.credit_card_number': 'CreditCardNumber',
      'payment_details.credit_card_company': 'CreditCardCompany',
    }),
  ),
  'Shopify-DraftOrder': record(
    'Shopify',
    'DraftOrder',
    shopifyKeys,
    shopifyOrder({ status: 'Status', invoice_url: 'StatusUrl' }),
  ),
};
