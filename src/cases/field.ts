import type { FieldType } from '@aws-sdk/client-connectcases';

/** A field of a Cases domain as stored. */
export interface Field {
  fieldId: string;
  name: string;
  description: string | undefined;
  type: FieldType;
  namespace: 'System' | 'Custom';
  attributes: { text: { isMultiline: boolean } } | undefined;
  /** Taken out of use; values it has on cases stay readable (AWS: DeleteField). */
  deleted: boolean;
  tags: Record<string, string>;
  createdAt: Date;
  updatedAt: Date;
}

/** A choice of a SingleSelect field. */
export interface FieldOption {
  value: string;
  name: string;
  active: boolean;
}

/** The fields of a domain by id. */
export type FieldCatalogue = ReadonlyMap<string, Field>;
