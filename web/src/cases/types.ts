/** The answers of the operations that the screens of cases call. Moments are epoch seconds. */
export type CaseValue = string | number | boolean;

export type FieldType = 'Text' | 'Number' | 'Boolean' | 'DateTime' | 'SingleSelect' | 'Url' | 'User';

export interface CustomerName {
  ProfileId: string;
  LastName?: string;
  FirstName?: string;
  BusinessName?: string;
}

/** A case in a list. */
export interface CaseItem {
  CaseId: string;
  ReferenceNumber: string;
  Title: string;
  Status: string;
  Reason?: string;
  AssignedUser?: string;
  CreatedAt: number;
  UpdatedAt: number;
  ClosedAt?: number;
  CommentCount: number;
  /** Whether the contact at hand is linked with it. */
  Linked?: boolean;
  Customer?: CustomerName;
}

/** Names of people by ARN. */
export type People = Record<string, string>;

export interface CaseListPage {
  Items: CaseItem[];
  Total: number;
  People: People;
  NextToken?: string;
}

export interface FieldOption {
  Value: string;
  Name: string;
  Active: boolean;
}

export interface FormField {
  FieldId: string;
  Name: string;
  Description?: string;
  Type: FieldType;
  Multiline: boolean;
  System: boolean;
  Deleted: boolean;
  Required: boolean;
  Hidden: boolean;
  ReadOnly: boolean;
  Options: FieldOption[];
}

export interface FormSection {
  Panel: 'top' | 'more';
  Name?: string;
  FieldIds: string[];
}

/** Fields of a case in their layout, with what the rules say now. */
export interface Form {
  Fields: FormField[];
  Sections: FormSection[];
}

export interface CaseForm {
  CasesDomainId: string;
  TemplateId?: string;
  Templates: { TemplateId: string; Name: string }[];
  Form: Form;
}

export type ItemType = 'Contact' | 'Comment' | 'File' | 'Sla' | 'ConnectCase' | 'Custom';

export interface TimelineItem {
  RelatedItemId: string;
  Type: ItemType;
  At: number;
  By: string;
  ChangedBy?: string;
  Body?: string;
  ContactArn?: string;
  Channel?: string;
  ConnectedAt?: number;
  FileArn?: string;
  /** Of a file that lies with the case. */
  FileName?: string;
  CaseId?: string;
  Target?: {
    Name: string;
    Status: 'Active' | 'Overdue' | 'Met' | 'NotMet';
    DueAt: number;
    CompletedAt?: number;
  };
  Values?: { FieldId: string; Value?: CaseValue }[];
}

export interface TimelineEntry {
  EventId: string;
  At: number;
  Kind: 'created' | 'changed' | 'added' | 'edited' | 'removed';
  By: string;
  /** Who sent the request, where that is somebody else than it names. */
  Via?: string;
  Changes: { FieldId: string; Before?: CaseValue; After?: CaseValue }[];
  ItemType?: ItemType;
  ItemId?: string;
  Item?: TimelineItem;
}

export interface TimelinePage {
  Timeline: TimelineEntry[];
  People: People;
  NextToken?: string;
}

export interface CaseView extends TimelinePage {
  CasesDomainId: string;
  CaseId: string;
  TemplateName: string;
  ReferenceNumber: string;
  Status: string;
  CreatedAt: number;
  UpdatedAt: number;
  UpdatedBy: string;
  ClosedAt?: number;
  Customer?: CustomerName;
  Fields: Record<string, CaseValue>;
  Form: Form;
}

/** A file of a case. */
export interface CaseFile {
  RelatedItemId: string;
  FileArn: string;
  /** Absent: it is kept elsewhere, and its ARN is all that is known. */
  Name?: string;
  Type?: string;
  Bytes?: number;
  At: number;
  By: string;
}

export interface CaseFiles {
  Files: CaseFile[];
  People: People;
  BytesAtMost: number;
}

/** Somebody who can look after cases. */
export interface Colleague {
  UserArn: string;
  Name: string;
  Me: boolean;
}

/** Value of the status of a case that is done with. */
export const closed = 'closed';
