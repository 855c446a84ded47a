import type { ObjectTypeField, ObjectTypeKey, Profile } from '@aws-sdk/client-customer-profiles';
import type { Role } from '../../../src/wire/call.ts';
import type { MatchKind } from '../values/marks.ts';

export type { ObjectTypeField, ObjectTypeKey, Profile, Role };

/** The answers of the operations the screens call. Moments are epoch seconds, as on the wire. */
export interface Session {
  User: { Name: string; Email: string; Role: Role };
  Domains: string[];
  Version?: string;
}

export interface Found {
  ProfileId: string;
  LastName?: string;
  FirstName?: string;
  Reading?: string;
  BusinessName?: string;
  BirthDate?: string;
  PhoneNumber?: string;
  EmailAddress?: string;
  City?: string;
  AccountNumber?: string;
  UpdatedAt?: number;
  Matched?: { Field: string; Kind: MatchKind };
}

/** Where a field value came from. */
export interface FieldFrom {
  Kind: 'MANUAL' | 'OBJECT';
  ObjectTypeName?: string;
  Actor?: string;
  SourceTime?: number;
  RecordedAt?: number;
}

export interface FieldView {
  Value: string;
  From: FieldFrom;
  Others?: { Value: string; From: FieldFrom }[];
}

export interface CustomField {
  Name: string;
  LabelJa?: string;
  LabelEn?: string;
  Source?: string;
  CreatedAt?: number;
}

export interface ProfileView {
  Profile: Profile;
  ProfileId: string;
  /** Base profiles that are shown as this one, itself among them. */
  MemberIds?: string[];
  CreatedAt?: number;
  UpdatedAt?: number;
  ExpiresOn?: string | number;
  Fields: Record<string, FieldView>;
  CustomFields: CustomField[];
  ObjectTypes: { ObjectTypeName: string; Count: number }[];
}

export interface ProfileObject {
  ObjectTypeName?: string;
  ProfileObjectUniqueKey?: string;
  Object?: string;
}

export interface HistoryRecord {
  Id: string;
  ObjectTypeName?: string;
  CreatedAt?: number;
  LastUpdatedAt?: number;
  ActionType: string;
  ProfileObjectUniqueKey?: string;
  PerformedBy?: string;
}

export interface ObjectTypeItem {
  ObjectTypeName: string;
  Description?: string;
  CreatedAt?: number;
  LastUpdatedAt?: number;
  SourcePriority?: number;
}

export interface ObjectTypeDetail extends ObjectTypeItem {
  TemplateId?: string;
  ExpirationDays?: number;
  AllowProfileCreation?: boolean;
  SourceLastUpdatedTimestampFormat?: string;
  Fields?: Record<string, ObjectTypeField>;
  Keys?: Record<string, ObjectTypeKey[]>;
}

export type ColumnKind = 'standard' | 'custom' | 'ignored';
export type ColumnKey = 'unique' | 'profile' | 'search';

export interface Column {
  Header: string;
  Target?: string;
  Kind: ColumnKind;
  Key?: ColumnKey;
}

export interface Problem {
  Line?: number;
  Field?: string;
  Reason: string;
}

export interface Inspection {
  Format: 'csv' | 'jsonl';
  Encoding: string;
  Delimiter?: string;
  Compression?: string;
  Bytes: number;
  Header: string[];
  FirstRows: string[][];
  Problems: Problem[];
  ProposedObjectTypeName: string;
  Columns: Column[];
  ExistingObjectTypeName?: string;
}

export type ImportStatus = 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED';

export interface Import {
  ImportId: string;
  DomainName: string;
  Bucket: string;
  Key: string;
  ObjectTypeName?: string;
  DryRun: boolean;
  Status: ImportStatus;
  BytesRead: number;
  BytesTotal: number;
  RowsRead: number;
  Created: number;
  Updated: number;
  Unchanged: number;
  Rejected: number;
  FirstRejects?: Problem[];
  RejectedKey?: string;
  Message?: string;
  Encoding?: string;
  Delimiter?: string;
  StartedAt?: number;
  EndedAt?: number;
  CreatedAt: number;
  StartedBy?: string;
}

export interface StoredFile {
  Key: string;
  Bytes?: number;
  ModifiedAt?: number;
}
