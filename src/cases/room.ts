import type { House } from '../profiles/house.ts';
import { isId } from './arns.ts';
import { missing } from './refusals.ts';
import { type CaseDomain, findCaseDomain } from './store/domains.ts';

/** What is known of a contact that a case is linked with. */
export interface ContactFacts {
  contactArn: string;
  channel: string;
  connectedAt: Date;
}

/** What the verbs and operations of this room need from outside. */
export interface CaseRoom {
  house: House;
  /** Tells open screens: topics `case:<id>`, `profileCases:<id>` and `domain:<name>`. */
  publish: (topic: string, data: Record<string, unknown>) => void;
  /** Looks a contact up by its ARN or id; undefined when it is not one of ours. */
  contactOf: (accountId: string, named: string) => Promise<ContactFacts | undefined>;
}

/** Who asks, as the verbs need it. */
export interface Actor {
  /** ARN of the caller, kept as the principal in the audit. */
  principal: string;
  /** Whom the request names as the one who does it (AWS: performedBy). */
  performedBy: { userArn?: string | undefined; customEntity?: string | undefined } | undefined;
}

/** The Cases domain with this id; refuses (404) one of another account like a missing one. */
export async function openCaseDomain(
  { house }: CaseRoom,
  accountId: string,
  casesId: string,
): Promise<CaseDomain> {
  const found = isId(casesId) ? await findCaseDomain(house.sql, accountId, casesId) : undefined;
  if (!found) throw missing('domain', casesId);
  return found;
}
