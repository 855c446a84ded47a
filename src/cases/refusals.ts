import { Refusal } from '../wire/refusal.ts';

/** Resources of Cases, by the word their ARNs and not-found answers use. */
export type ResourceKind =
  | 'domain'
  | 'field'
  | 'layout'
  | 'template'
  | 'case-rule'
  | 'case'
  | 'related-item'
  | 'resource';

/** 400: the request cannot be accepted as it stands. */
export const invalid = (message: string) => new Refusal('ValidationException', message);

/** 409: it contradicts what is there already. */
export const conflict = (message: string) => new Refusal('ConflictException', message);

/** 402: a quota of Cases is used up (AWS: the status is 402). */
export const quotaExceeded = (message: string) => new Refusal('ServiceQuotaExceededException', message);

/** 404 with what was looked for; another account's resource reads like a missing one. */
export const missing = (resourceType: ResourceKind, resourceId: string) =>
  new Refusal('ResourceNotFoundException', `There is no ${resourceType} ${resourceId.slice(0, 500)} here.`, {
    resourceId: resourceId.slice(0, 500),
    resourceType,
  });
