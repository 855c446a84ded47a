import type { TransactionSql } from '../database/connection.ts';
import { newId } from '../database/ids.ts';
import type { Domain } from '../profiles/domain.ts';
import { prepareDomain } from './prepareDomain.ts';
import { conflict } from './refusals.ts';
import type { CaseRoom } from './room.ts';
import { type CaseDomain, findServing, insertCaseDomain, lockSetUp, tieByName } from './store/domains.ts';
import { loadOptions, putOptions } from './store/fields.ts';
import { insertSetUp, listSetUps } from './store/setUp.ts';

/** Name of the template and layout a domain begins with. */
export const general = 'General';

/** Reasons a domain begins with. Screens translate them while they have these names. */
const reasons = [
  { value: 'inquiry', name: 'Inquiry' },
  { value: 'order', name: 'Order' },
  { value: 'change', name: 'Change' },
  { value: 'cancellation', name: 'Cancellation' },
  { value: 'complaint', name: 'Complaint' },
  { value: 'other', name: 'Other' },
];

/** The Cases domain of a domain of profiles, and the template to begin with: General, else the first in use. */
export interface Served {
  domain: CaseDomain;
  templateId: string | undefined;
}

/**
 * The Cases domain that serves a domain of customer profiles. The first time it takes the one of the same name or
 * makes one, with the fields of the system, a layout and a template.
 */
export async function serveDomain(room: CaseRoom, profiles: Domain): Promise<Served> {
  const { sql } = room.house;
  const serving = await findServing(sql, profiles.domainId);
  if (serving) return withTemplate(sql, serving);
  const domain = await sql.begin((tx) => begin(room, tx, profiles));
  return withTemplate(sql, domain);
}

async function withTemplate(sql: CaseRoom['house']['sql'], domain: CaseDomain): Promise<Served> {
  const page = { after: '', limit: 100, statuses: ['Active'] };
  const templates = await listSetUps(sql, 'template', domain.caseDomainId, page);
  const first = templates.find(({ name }) => name === general) ?? templates[0];
  return { domain, templateId: first?.id };
}

async function begin(room: CaseRoom, tx: TransactionSql, profiles: Domain): Promise<CaseDomain> {
  const { accountId, name, domainId } = profiles;
  const at = room.house.clock();
  const made = await insertCaseDomain(tx, { casesId: newId(at.getTime()), accountId, name, domainId, at });
  if (made) await prepareDomain(tx, made);
  const domain =
    made ?? (await findServing(tx, domainId)) ?? (await tieByName(tx, accountId, name, domainId));
  if (!domain) throw conflict(`The Cases domain "${name}" serves another domain; give it another name.`);
  await lockSetUp(tx, domain.caseDomainId);
  await beginTemplates(tx, domain.caseDomainId, at);
  return domain;
}

async function beginTemplates(tx: TransactionSql, caseDomainId: number, at: Date): Promise<void> {
  const some = await listSetUps(tx, 'template', caseDomainId, { after: '', limit: 1 });
  if (some.length > 0) return;
  const before = (await loadOptions(tx, caseDomainId, ['case_reason'])).get('case_reason') ?? [];
  if (before.length === 0) {
    const options = reasons.map((reason) => ({ ...reason, active: true }));
    await putOptions(tx, caseDomainId, 'case_reason', options);
  }
  const layoutId = newId(at.getTime());
  const section = (...ids: string[]) => ({
    sections: [{ fieldGroup: { fields: ids.map((id) => ({ id })) } }],
  });
  const layout = {
    basic: {
      topPanel: section('case_reason', 'assigned_user', 'summary'),
      moreInfo: section(
        'reference_number',
        'created_datetime',
        'last_updated_datetime',
        'last_closed_datetime',
      ),
    },
  };
  await insertSetUp(tx, 'layout', caseDomainId, { id: layoutId, name: general, content: layout, at });
  const content = { status: 'Active' as const, layoutConfiguration: { defaultLayout: layoutId } };
  await insertSetUp(tx, 'template', caseDomainId, { id: newId(at.getTime()), name: general, content, at });
}
