import type {
  FieldValue,
  RelatedItemType,
  SlaInputConfiguration,
  UserUnion,
} from '@aws-sdk/client-connectcases';

/** What an item holds, by its type. */
export interface ItemContent {
  Contact: { contactArn: string; channel: string; connectedToSystemTime: string };
  Comment: { body: string; contentType: 'Text/Plain' };
  File: { fileArn: string };
  Sla: SlaInputConfiguration;
  ConnectCase: { caseId: string };
  Custom: { fields: FieldValue[] };
}

/** Something beside a case, as stored. */
export interface RelatedItem {
  relatedItemId: string;
  caseId: string;
  type: RelatedItemType;
  /** One of the forms of ItemContent, by `type`. */
  content: ItemContent[RelatedItemType];
  /** What it points at: ARN of a contact or file, id of a case, name of a target. */
  reference: string | undefined;
  dueAt: Date | undefined;
  completedAt: Date | undefined;
  associatedAt: Date;
  createdBy: UserUnion;
  updatedBy: UserUnion | undefined;
  tags: Record<string, string>;
}

/** Which items are looked for; several are alternatives (AWS: filters of related items work as OR). */
export interface ItemFilter {
  type: RelatedItemType;
  reference?: string | undefined;
  channels?: readonly string[] | undefined;
  slaStatus?: 'Active' | 'Overdue' | 'Met' | 'NotMet' | undefined;
}
