import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError, call } from '../api/client.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import type { Agent, Contact, ContactCustomer } from '../contacts/types.ts';
import { customerKey, workspaceKey } from './cacheKeys.ts';
import type { Control } from './contactsNow.ts';
import { heardSince, heardSoFar } from './heard.ts';
import { noteAccepted } from './useConnectedByItself.ts';
import { keepAgent, keepContact, useWorkspace } from './WorkspaceContext.tsx';

const operations = {
  accept: 'AcceptContact',
  decline: 'DeclineContact',
  hold: 'HoldContact',
  resume: 'ResumeContact',
  end: 'EndContact',
  finish: 'FinishContact',
} as const satisfies Partial<Record<Control, string>>;

export type SimpleControl = keyof typeof operations;

interface Wanted {
  contactId: string;
  control: SimpleControl;
}

const controlling = ['control'];

/**
 * Does something with a contact. What the server says of it replaces what the screen held; a refusal is told and
 * everything is read again, for somebody else was quicker.
 */
export function useControl() {
  const { domain } = useWorkspace();
  const settle = useSettle();
  const queries = useQueryClient();
  const underWay = { mutationKey: controlling, status: 'pending' } as const;
  const asked = useMutationState({ filters: underWay, select: ({ state }) => state }) as Asked[];
  const control = useMutation({
    mutationKey: controlling,
    mutationFn: ({ contactId, control }: Wanted) =>
      call<{ Contact?: Contact }>('nayose', operations[control], {
        DomainName: domain,
        ContactId: contactId,
      }),
    ...settle,
  });
  return {
    act: (contactId: string, wanted: SimpleControl, then?: () => void) => {
      const states = queries
        .getMutationCache()
        .findAll(underWay)
        .map(({ state }) => state as Asked);
      if (states.some((state) => isAwaited(state, contactId))) return;
      if (wanted === 'accept') noteAccepted(contactId);
      // What went wrong has been told.
      control.mutateAsync({ contactId, control: wanted }).then(then, () => undefined);
    },
    /** Whether this is being done with the contact. */
    isUnderWay: (contactId: string, wanted: Control) =>
      asked.some((state) => isAwaited(state, contactId) && state.variables?.control === wanted),
  };
}

interface Asked {
  variables: Wanted | undefined;
  /** When it was asked for. */
  context: number | undefined;
}

/** Whether the screen still waits to hear what has become of a contact; its controls are those of before. */
const isAwaited = ({ variables, context }: Asked, contactId: string) =>
  variables?.contactId === contactId && (context === undefined || !heardSince(contactId, context));

/** What follows every change of a contact. */
export function useSettle() {
  const { domain } = useWorkspace();
  const { t } = useTranslation();
  const queries = useQueryClient();
  const flash = useFlash();
  return {
    onMutate: heardSoFar,
    onSuccess: (
      answer: { Contact?: Contact; Customer?: ContactCustomer } | undefined,
      _: unknown,
      asked: number,
    ) => {
      const { Contact, Customer } = answer ?? {};
      if (!Contact) void queries.invalidateQueries({ queryKey: workspaceKey(domain) });
      else if (!heardSince(Contact.ContactId, asked)) keepContact(queries, domain, Contact, Customer);
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
    onMutate: settle.onMutate,
    onSuccess: (answer, input, asked) => {
      settle.onSuccess(answer, input, asked);
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
    onMutate: heardSoFar,
    onSuccess: ({ Agent }, _, asked) => {
      if (!heardSince(Agent.UserId, asked)) keepAgent(queries, domain, Agent);
    },
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
    onMutate: settle.onMutate,
    onError: settle.onError,
    onSuccess: async (answer, profileId, asked) => {
      settle.onSuccess(answer, profileId, asked);
      await queries.invalidateQueries({ queryKey: customerKey(domain, contactId) });
      void queries.invalidateQueries({ queryKey: ['ListProfileContacts'] });
    },
  });
}
