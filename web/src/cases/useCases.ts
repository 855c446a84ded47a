import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { call } from '../api/client.ts';
import type { CaseForm, CaseValue, Colleague } from './types.ts';

/** People who can look after cases, the reader first. */
export function useColleagues() {
  return useQuery({
    queryKey: ['ListCasePeople'],
    queryFn: ({ signal }) => call<{ Items: Colleague[] }>('nayose', 'ListCasePeople', {}, signal),
    staleTime: 60_000,
  });
}

/** The form of a new case or of one that is edited, with what the rules say for the values at hand. */
export function useCaseForm(input: {
  DomainName: string;
  TemplateId?: string | undefined;
  CaseId?: string | undefined;
  Fields: Record<string, CaseValue>;
}) {
  const settled = useSettled(input, 200);
  return useQuery({
    queryKey: ['GetCaseForm', settled],
    queryFn: ({ signal }) => call<CaseForm>('nayose', 'GetCaseForm', settled, signal),
    placeholderData: keepPreviousData,
  });
}

/** A value once it has stood still for a moment; the first one at once. */
function useSettled<Value>(value: Value, millis: number): Value {
  const [settled, setSettled] = useState(value);
  const now = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(now) as Value), millis);
    return () => clearTimeout(timer);
  }, [now, millis]);
  return settled;
}

/** Fetches again whatever shows cases. */
export function useRefreshCases(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(async () => {
    const lists = [
      'ListProfileCases',
      'ListContactCases',
      'FindCases',
      'GetCaseView',
      'ListCaseTimeline',
      'ListCaseFiles',
    ];
    await Promise.all(lists.map((operation) => queries.invalidateQueries({ queryKey: [operation] })));
  }, [queries]);
}
