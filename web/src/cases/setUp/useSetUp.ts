import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import type { SetUp, SetUpOption } from './types.ts';

/** All pages of a list of Connect Cases. */
async function listAll<Item>(
  operation: string,
  input: object,
  member: string,
  signal?: AbortSignal,
): Promise<Item[]> {
  const items: Item[] = [];
  let nextToken: string | undefined;
  do {
    const page = await call<Record<string, unknown>>(
      'cases',
      operation,
      { ...input, maxResults: 100, ...(nextToken && { nextToken }) },
      signal,
    );
    items.push(...((page[member] as Item[] | undefined) ?? []));
    nextToken = page['nextToken'] as string | undefined;
  } while (nextToken);
  return items;
}

/** Fields, layouts, templates and rules of the domain's cases. */
export function useSetUp(domain: string) {
  return useQuery({
    queryKey: ['CaseSetUp', domain],
    queryFn: async ({ signal }): Promise<SetUp> => {
      const { CasesDomainId: domainId } = await call<{ CasesDomainId: string }>(
        'nayose',
        'GetCaseDomain',
        { DomainName: domain },
        signal,
      );
      const list = <Item>(operation: string, member: string) =>
        listAll<Item>(operation, { domainId }, member, signal);
      const [fields, layouts, templates, rules] = await Promise.all([
        list<SetUp['fields'][number]>('ListFields', 'fields'),
        list<SetUp['layouts'][number]>('ListLayouts', 'layouts'),
        list<SetUp['templates'][number]>('ListTemplates', 'templates'),
        list<SetUp['rules'][number]>('ListCaseRules', 'caseRules'),
      ]);
      return { casesDomainId: domainId, fields, layouts, templates, rules };
    },
  });
}

/** Choices of a field, in their order. */
export function useOptions(domainId: string, fieldId: string | undefined) {
  return useQuery({
    queryKey: ['CaseSetUp', 'options', domainId, fieldId],
    enabled: fieldId !== undefined,
    queryFn: ({ signal }) =>
      listAll<SetUpOption>('ListFieldOptions', { domainId, fieldId }, 'options', signal),
  });
}

/** Reads one thing to edit it. */
export function useOne<Answer>(operation: string, input: object | undefined) {
  return useQuery({
    queryKey: ['CaseSetUp', operation, input],
    enabled: input !== undefined,
    gcTime: 0,
    queryFn: ({ signal }) => call<Answer>('cases', operation, input ?? {}, signal),
  });
}

/** Saves or deletes something; everything that depends on it is fetched again, and the window closes. */
export function useChange<Input>(change: (input: Input) => Promise<unknown>, done: () => void) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      for (const key of ['CaseSetUp', 'GetCaseForm', 'GetCaseView'])
        void queries.invalidateQueries({ queryKey: [key] });
      flash({ type: 'success', text: t('caseSetUp.saved') });
      done();
    },
  });
}
