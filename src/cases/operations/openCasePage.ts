import type { Domain } from '../../profiles/domain.ts';
import type { Call } from '../../wire/call.ts';
import type { CaseRecord } from '../caseRecord.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Values } from '../fieldValue.ts';
import { formOf } from '../form.ts';
import { missing } from '../refusals.ts';
import type { CaseRoom } from '../room.ts';
import { type Served, serveDomain } from '../serveDomain.ts';
import { findCase } from '../store/cases.ts';
import { findSetUps } from '../store/setUp.ts';
import { toForm } from './shapes.ts';

/** A domain of customers by name, with the Cases domain that serves it. */
export async function openServed(
  room: CaseRoom,
  name: string,
  { caller }: Call,
): Promise<{ profiles: Domain; served: Served }> {
  const profiles = await room.house.domains.get(caller.accountId, name);
  return { profiles, served: await serveDomain(room, profiles) };
}

/** One case of the domain. Refuses (404) an unknown one. */
export async function requireCase(
  { house }: CaseRoom,
  caseDomainId: number,
  caseId: string,
): Promise<CaseRecord> {
  const record = await findCase(house.sql, caseDomainId, caseId);
  if (!record) throw missing('case', caseId);
  return record;
}

/** The form of a case or of a new one for these values. */
export async function readForm(
  { house }: CaseRoom,
  caseDomainId: number,
  catalogue: Catalogue,
  values: Values,
) {
  const layoutId = catalogue.template.content.layoutConfiguration?.defaultLayout;
  const layouts = layoutId ? await findSetUps(house.sql, 'layout', caseDomainId, [layoutId]) : undefined;
  return toForm(formOf(catalogue, layouts?.get(layoutId ?? '')?.content, values));
}
