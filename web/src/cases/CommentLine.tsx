import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { useFlash } from '../app/flash.tsx';
import { problemText } from '../app/Problem.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { useCase } from './CaseContext.tsx';
import type { People, TimelineItem } from './types.ts';
import { useColleagues, useRefreshCases } from './useCases.ts';
import { useActorName } from './words.tsx';

/** A comment whole. Its writer may correct it, a supervisor may take it away. */
export function CommentLine({ item, people }: { item: TimelineItem; people: People }) {
  const { t } = useTranslation();
  const role = useSession().data?.User.Role;
  const me = useColleagues().data?.Items.find(({ Me }) => Me)?.UserArn;
  const actor = useActorName(people);
  const [editing, setEditing] = useState(false);
  const remove = useRemove(item);
  if (editing) return <CommentEditor item={item} onClose={() => setEditing(false)} />;
  return (
    <div className="k-comment">
      <SafeText text={item.Body ?? ''} limit={15_000} />
      <div className="k-comment-tools">
        {item.ChangedBy && (
          <span className="n-quiet">{t('case.commentEdited', { name: actor(item.ChangedBy) })}</span>
        )}
        {item.By === me && (
          <Button variant="inline-link" onClick={() => setEditing(true)}>
            {t('action.edit')}
          </Button>
        )}
        {role !== 'agent' && (
          <Button variant="inline-link" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('case.commentRemove')}
          </Button>
        )}
      </div>
    </div>
  );
}

function useRemove(item: TimelineItem) {
  const { t } = useTranslation();
  const flash = useFlash();
  const { view } = useCase();
  const refresh = useRefreshCases();
  return useMutation({
    mutationFn: () =>
      call('cases', 'DeleteRelatedItem', {
        ...{ domainId: view.CasesDomainId, caseId: view.CaseId, relatedItemId: item.RelatedItemId },
      }),
    onSuccess: refresh,
    onError: (error) => flash({ type: 'error', text: problemText(error, t) }),
  });
}

function CommentEditor({ item, onClose }: { item: TimelineItem; onClose: () => void }) {
  const { t } = useTranslation();
  const { view } = useCase();
  const refresh = useRefreshCases();
  const [body, setBody] = useState(item.Body ?? '');
  const save = useMutation({
    mutationFn: () =>
      call('cases', 'UpdateRelatedItem', {
        ...{ domainId: view.CasesDomainId, caseId: view.CaseId, relatedItemId: item.RelatedItemId },
        content: { comment: { body, contentType: 'Text/Plain' } },
      }),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim()) save.mutate();
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <FormField errorText={save.isError ? problemText(save.error, t) : undefined} stretch>
        <Textarea
          value={body}
          rows={4}
          autoFocus
          ariaLabel={t('case.comment')}
          onChange={({ detail }) => setBody(detail.value)}
        />
      </FormField>
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        <Button formAction="submit" loading={save.isPending} disabled={!body.trim()}>
          {t('action.save')}
        </Button>
        <Button formAction="none" variant="inline-link" onClick={onClose}>
          {t('action.cancel')}
        </Button>
      </SpaceBetween>
    </form>
  );
}
