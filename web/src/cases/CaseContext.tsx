import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { call } from '../api/client.ts';
import { type CaseValue, type CaseView, closed, type FormField } from './types.ts';
import { useRefreshCases } from './useCases.ts';

interface CaseContextValue {
  domain: string;
  view: CaseView;
  /** Fields by id. */
  fields: ReadonlyMap<string, FormField>;
  /** A closed case is reopened before it is changed. */
  isClosed: boolean;
  /** Id of the field being edited; one at a time. */
  editing: string | undefined;
  setEditing: (fieldId: string | undefined) => void;
}

const CaseContext = createContext<CaseContextValue | undefined>(undefined);

/** Gives the parts of a page the case they belong to. */
export function CaseProvider({
  domain,
  view,
  children,
}: {
  domain: string;
  view: CaseView;
  children: ReactNode;
}) {
  const [editing, setEditing] = useState<string | undefined>();
  const value = useMemo(
    () => ({
      domain,
      view,
      fields: new Map(view.Form.Fields.map((field) => [field.FieldId, field])),
      isClosed: view.Status === closed,
      editing,
      setEditing,
    }),
    [domain, view, editing],
  );
  return <CaseContext value={value}>{children}</CaseContext>;
}

/** The case of the page. */
export function useCase(): CaseContextValue {
  const value = useContext(CaseContext);
  if (!value) throw new Error('useCase outside CaseProvider');
  return value;
}

/** Changes fields of the case; an undefined value empties the field. The page is fetched again before it resolves. */
export function useEditCase() {
  const { domain, view } = useCase();
  const refresh = useRefreshCases();
  return useMutation({
    mutationFn: (values: Record<string, CaseValue | undefined>) => {
      const given = Object.entries(values).filter(([, value]) => value !== undefined);
      const Empty = Object.keys(values).filter((fieldId) => values[fieldId] === undefined);
      return call('nayose', 'EditCase', {
        ...{ DomainName: domain, CaseId: view.CaseId },
        ...{ Fields: Object.fromEntries(given), Empty },
      });
    },
    onSuccess: refresh,
    // Somebody else may have changed it in the meantime: show what is there now.
    onError: () => void refresh(),
  });
}
