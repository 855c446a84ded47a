import type { Caller } from '../wire/call.ts';
import type { ResourceKind } from './refusals.ts';

/** ARN of a Cases domain or, with a path such as `field/<id>`, of something in it. */
export const casesArn = (caller: Caller, casesId: string, path = '') =>
  `arn:aws:cases:${caller.region}:${caller.accountId}:domain/${casesId}${path === '' ? '' : `/${path}`}`;

/** What an ARN of Cases names. */
export interface CasesResource {
  kind: Exclude<ResourceKind, 'resource'>;
  accountId: string;
  casesId: string;
  /** Id within the domain; of a related item its own. Empty for the domain itself. */
  id: string;
  /** The case a related item belongs to. */
  caseId: string | undefined;
}

const id = '[0-9a-f]{32}';
const casesPattern = new RegExp(
  `^arn:aws[a-z-]*:cases:[a-z0-9-]+:(\\d{12}):domain/(${id})(?:/(field|layout|template|case-rule|case)/([a-z0-9_]{1,500})(?:/related-item/(${id}))?)?$`,
);

/** Reads an ARN of Cases; undefined when it is none. */
export function readCasesArn(arn: string): CasesResource | undefined {
  const [, accountId, casesId, kind, inner, itemId] = casesPattern.exec(arn) ?? [];
  if (!accountId || !casesId) return undefined;
  if (!kind || !inner) return { kind: 'domain', accountId, casesId, id: '', caseId: undefined };
  if (kind !== 'field' && !isId(inner)) return undefined;
  if (!itemId)
    return { kind: kind as CasesResource['kind'], accountId, casesId, id: inner, caseId: undefined };
  return kind === 'case'
    ? { kind: 'related-item', accountId, casesId, id: itemId, caseId: inner }
    : undefined;
}

/** ARN of a file that lies with a case. */
export const fileArnOf = (caller: Caller, casesId: string, caseId: string, fileId: string) =>
  casesArn(caller, casesId, `case/${caseId}/file/${fileId}`);

/** Id of the file that an ARN names, when the file lies with this case; undefined for files kept elsewhere. */
export function fileIdOf(arn: string, casesId: string, caseId: string): string | undefined {
  const [, , , , , path = ''] = arn.split(':');
  const [, fileId] = new RegExp(`^domain/${casesId}/case/${caseId}/file/(${id})$`).exec(path) ?? [];
  return fileId;
}

/** Whether a text has the form of our ids, so that a query can take it. */
export const isId = (text: string) => /^[0-9a-f]{32}$/.test(text);

/** What the ARN of a customer's profile names. */
export interface ProfileArn {
  accountId: string;
  domainName: string;
  profileId: string;
}

const profilePattern =
  /^arn:aws[a-z-]*:profile:[a-z0-9-]*:(\d{12}):domains\/([a-zA-Z0-9_-]{1,64})\/profiles\/([0-9a-f]{32})$/;

/** Reads the ARN of a profile (AWS: value of customer_id); undefined when it is none. */
export function readProfileArn(text: string): ProfileArn | undefined {
  const [, accountId, domainName, profileId] = profilePattern.exec(text) ?? [];
  return accountId && domainName && profileId ? { accountId, domainName, profileId } : undefined;
}

/** The same ARN naming another profile of the domain. */
export const withProfile = (arn: string, profileId: string) => arn.replace(/[0-9a-f]{32}$/, profileId);
