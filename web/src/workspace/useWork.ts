import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError, call } from '../api/client.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import type { Agent, Contact, ContactCustomer, Workspace } from '../contacts/types.ts';
import type { Control } from './contactsNow.ts';
import { noteAccepted } from './useConnectedByItself.ts';
import { customerKey, keepContact, useWorkspace, workspaceKey } from './WorkspaceContext.tsx';

const operations = {
  accept: 'AcceptContact',
  decline: 'DeclineContact',
  hold: 'HoldContact',
  resume: 'ResumeContact',
  end: 'EndContact',
  finish: 'FinishContact',
} as const satisfies Partial<Record<Control, string>>;

export type SimpleControl = keyof typeof operations;

/**
 * Does something with a contact. What the server says of it replaces what the screen held; a refusal is told and
 * everything is read again, for somebody else was quicker.
 */
export function useControl() {
  const { domain } = useWorkspace();
  const settle = useSettle();
  const control = useMutation({
    mutationFn: ({ contactId, control }: { contactId: string; control: SimpleControl }) =>
      call<{ Contact?: Contact }>('nayose', operations[control], {
        DomainName: domain,
        ContactId: contactId,
      }),
    ...settle,
  });
  return {
    act: (contactId: string, wanted: SimpleControl, then?: () => void) => {
      if (control.isPending) return;
      if (wanted === 'accept') noteAccepted(contactId);
      control.mutate({ contactId, control: wanted }, { onSuccess: () => then?.() });
    },
    /** What is being done, and with which contact. */
    pending: control.isPending ? control.variables : undefined,
  };
}

/** What follows every change of a contact. */
export function useSettle() {
  const { domain } = useWorkspace();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const flash = useFlash();
  return {
    onSuccess: (answer: { Contact?: Contact; Customer?: ContactCustomer } | undefined) => {
      if (answer?.Contact) keepContact(queries, domain, answer.Contact, answer.Customer);
      else void queries.invalidateQueries({ queryKey: workspaceKey(domain) });
    },
    onError: (error: Error) => {
      const notYours = error instanceof ApiError && error.status === 403;
      flash({ type: 'error', text: notYours ? t('work.notYours') : problemText(error, t) });
      void queries.invalidateQueries({ queryKey: workspaceKey(domain) });
    },
  };
}

/** Starts a contact and hands on what the server made of it. */
export function useStart<Input extends object>(
  operation: 'DialOut' | 'StartTask',
  onDone: (contact: Contact | undefined) => void,
) {
  const { domain } = useWorkspace();
  const settle = useSettle();
  return useMutation({
    mutationFn: (input: Input) =>
      call<{ Contact?: Contact }>('nayose', operation, { DomainName: domain, ...input }),
    onSuccess: (answer) => {
      settle.onSuccess(answer);
      onDone(answer.Contact);
    },
  });
}

/** Sets the agent's own status. */
export function useSetStatus() {
  const { domain } = useWorkspace();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const flash = useFlash();
  return useMutation({
    mutationFn: (statusId: string) =>
      call<{ Agent: Agent }>('nayose', 'SetAgentStatus', { DomainName: domain, StatusId: statusId }),
    onSuccess: ({ Agent }) =>
      queries.setQueryData<Workspace>(
        workspaceKey(domain),
        (now) => now && { ...now, Agent: { ...now.Agent, ...Agent } },
      ),
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
  });
}

/** Links the contact to a customer, or takes the link away (`undefined`). The screen follows with the answer. */
export function useLink(contactId: string) {
  const { domain } = useWorkspace();
  const queries = useQueryClient();
  const settle = useSettle();
  return useMutation({
    mutationFn: (profileId: string | undefined) =>
      profileId === undefined
        ? call<{ Contact?: Contact }>('nayose', 'UnlinkContact', { DomainName: domain, ContactId: contactId })
        : call<{ Contact?: Contact }>('nayose', 'LinkContact', {
            DomainName: domain,
            ContactId: contactId,
            ProfileId: profileId,
          }),
    onError: settle.onError,
    onSuccess: async (answer) => {
      settle.onSuccess(answer);
      await queries.invalidateQueries({ queryKey: customerKey(domain, contactId) });
      void queries.invalidateQueries({ queryKey: ['ListProfileContacts'] });
    },
  });
}
