import type { Page } from 'playwright-core';
import { callAs } from './webApp.ts';

/** Makes a case of a customer by the template that the domain's form shows. Gives its id. */
export async function newCase(
  page: Page,
  DomainName: string,
  ProfileId: string,
  title: string,
): Promise<string> {
  const form = { DomainName, Fields: {} };
  const { CasesDomainId: domainId, TemplateId: templateId } = (await callAs(
    page,
    'nayose',
    'GetCaseForm',
    form,
  )) as { CasesDomainId: string; TemplateId: string };
  const customer = `arn:aws:profile:us-east-1:000000000000:domains/${DomainName}/profiles/${ProfileId}`;
  const fields = [
    { id: 'title', value: { stringValue: title } },
    { id: 'customer_id', value: { stringValue: customer } },
  ];
  const made = await callAs(page, 'cases', 'CreateCase', { domainId, templateId, fields });
  return (made as { caseId: string }).caseId;
}
