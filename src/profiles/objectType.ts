import type { ContentType } from '../values/keys.ts';

/** Standard identifiers of a key (AWS: StandardIdentifier). */
export type Identifier =
  | 'PROFILE'
  | 'UNIQUE'
  | 'SECONDARY'
  | 'LOOKUP_ONLY'
  | 'NEW_ONLY'
  /** ASSET, ORDER, CASE …: one for each standard object. */
  | (string & {});

/** One field of an object type. */
export interface FieldDefinition {
  Source?: string;
  Target?: string;
  ContentType?: ContentType;
}

/** One way to make a key: the values of FieldNames together. */
export interface KeyDefinition {
  StandardIdentifiers?: Identifier[];
  FieldNames?: string[];
}

/** An object type as put (AWS: PutProfileObjectType), without its name and dates. */
export interface ObjectTypeDefinition {
  Description: string;
  TemplateId?: string;
  /** The type came to be by its name alone, from the template with that id; nobody has defined it. */
  implicit?: true;
  ExpirationDays?: number;
  EncryptionKey?: string;
  AllowProfileCreation?: boolean;
  SourceLastUpdatedTimestampFormat?: string;
  MaxProfileObjectCount?: number;
  SourcePriority?: number;
  Fields?: Record<string, FieldDefinition>;
  Keys?: Record<string, KeyDefinition[]>;
}

/** A stored object type. */
export interface ObjectType {
  typeId: number;
  name: string;
  /** Grows by one with every put; an object remembers the version it came in under. */
  version: number;
  definition: ObjectTypeDefinition;
  createdAt: Date;
  updatedAt: Date;
}
