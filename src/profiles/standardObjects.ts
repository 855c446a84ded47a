import type { ContentType } from '../values/keys.ts';
import { factTable } from './factTable.ts';

/** Facts about the standard objects a mapping can fill (AWS: standard objects, standard identifiers). */
export interface StandardObject {
  /** Identifier that a key carries to look such a record up. */
  identifier: string;
  /** Member that the house assigns and no mapping may target. */
  id: string;
}

/** Accessor root in a Target → facts. `_profile` stands apart: it is the person, not a record of theirs. */
export const standardObjects = factTable<StandardObject>({
  _asset: { identifier: 'ASSET', id: 'AssetId' },
  _case: { identifier: 'CASE', id: 'CaseId' },
  _order: { identifier: 'ORDER', id: 'OrderId' },
  _communicationRecord: { identifier: 'COMMUNICATION_RECORD', id: 'CommunicationRecordId' },
  _airPreference: { identifier: 'AIR_PREFERENCE', id: 'PreferenceId' },
  _hotelPreference: { identifier: 'HOTEL_PREFERENCE', id: 'PreferenceId' },
  _airBooking: { identifier: 'AIR_BOOKING', id: 'BookingId' },
  _airSegment: { identifier: 'AIR_SEGMENT', id: 'SegmentId' },
  _hotelReservation: { identifier: 'HOTEL_RESERVATION', id: 'ReservationId' },
  _hotelStayRevenue: { identifier: 'HOTEL_STAY_REVENUE', id: 'StayRevenueId' },
  _loyalty: { identifier: 'LOYALTY', id: 'LoyaltyId' },
  _loyaltyTransaction: { identifier: 'LOYALTY_TRANSACTION', id: 'TransactionId' },
  _loyaltyPromotion: { identifier: 'LOYALTY_PROMOTION', id: 'PromotionId' },
  _device: { identifier: 'DEVICE', id: 'DeviceId' },
  _webAnalytics: { identifier: 'WEB_ANALYTICS', id: 'EventId' },
});

/** What a key says of standard records by itself: their id, or the member by which they are indexed (AWS: standard index names). */
export interface RecordIndex {
  kind: string;
  /** Absent: the id. */
  member?: string;
}

/** Keys that lead to standard records without any object type that names them. */
export const recordIndexes = factTable<RecordIndex>({
  _assetId: { kind: '_asset' },
  _caseId: { kind: '_case' },
  _orderId: { kind: '_order' },
  _assetName: { kind: '_asset', member: 'AssetName' },
  _serialNumber: { kind: '_asset', member: 'SerialNumber' },
});

/** Key names with a meaning of their own and the content type their values compare by (AWS: predefined search keys). */
export const predefinedKeys = factTable<ContentType>({
  _account: 'STRING',
  _profileId: 'STRING',
  _assetId: 'STRING',
  _caseId: 'STRING',
  _orderId: 'STRING',
  _assetName: 'STRING',
  _serialNumber: 'STRING',
  _fullName: 'NAME',
  _phone: 'PHONE_NUMBER',
  _email: 'EMAIL_ADDRESS',
  _ctrContactId: 'STRING',
  _marketoLeadId: 'STRING',
  _salesforceAccountId: 'STRING',
  _salesforceContactId: 'STRING',
  _salesforceAssetId: 'STRING',
  _zendeskUserId: 'STRING',
  _zendeskExternalId: 'STRING',
  _zendeskTicketId: 'STRING',
  _serviceNowSystemId: 'STRING',
  _serviceNowIncidentId: 'STRING',
  _serviceNowTaskId: 'STRING',
  _segmentUserId: 'STRING',
  _shopifyCustomerId: 'STRING',
  _shopifyOrderId: 'STRING',
});

/** Keys that name a record of the house itself: allowed in a mapping only to look up (AWS: reserved key names). */
export const reservedKeys: ReadonlySet<string> = new Set(['_profileId', '_orderId', '_caseId', '_assetId']);
