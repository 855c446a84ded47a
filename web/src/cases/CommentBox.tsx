import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../api/client.ts';
import { problemText } from '../app/Problem.tsx';
import { useCase } from './CaseContext.tsx';
import { useRefreshCases } from './useCases.ts';

const longest = 15_000;

/** Writes a comment. Ctrl+Enter sends. What is typed stays until it is accepted. */
export function CommentBox() {
  const { t } = useTranslation();
  const { view } = useCase();
  const refresh = useRefreshCases();
  const [body, setBody] = useState('');
  const send = useMutation({
    mutationFn: (text: string) =>
      call('cases', 'CreateRelatedItem', {
        ...{ domainId: view.CasesDomainId, caseId: view.CaseId, type: 'Comment' },
        content: { comment: { body: text, contentType: 'Text/Plain' } },
      }),
    onSuccess: async (_, text) => {
      // Words typed meanwhile are not lost.
      setBody((now) => (now === text ? '' : now));
      await refresh();
    },
  });
  const text = body.trim();
  const tooLong = [...text].length > longest;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (text && !tooLong && !send.isPending) send.mutate(body);
  };
  const problem = tooLong ? t('case.commentTooLong', { most: longest }) : undefined;
  return (
    <form className="k-comment-box" onSubmit={submit}>
      <FormField errorText={problem ?? (send.isError ? problemText(send.error, t) : undefined)} stretch>
        <Textarea
          value={body}
          rows={3}
          ariaLabel={t('case.comment')}
          placeholder={t('case.commentHere')}
          onChange={({ detail }) => setBody(detail.value)}
          onKeyDown={({ detail }) => {
            if (detail.key === 'Enter' && (detail.ctrlKey || detail.metaKey)) submit();
          }}
        />
      </FormField>
      <div className="k-comment-foot">
        <span className="n-quiet">{t('case.commentKeys')}</span>
        <Button formAction="submit" variant="primary" disabled={!text || tooLong} loading={send.isPending}>
          {t('case.commentSend')}
        </Button>
      </div>
    </form>
  );
}
