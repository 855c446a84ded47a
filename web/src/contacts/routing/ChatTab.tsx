import Button from '@cloudscape-design/components/button';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import FormField from '@cloudscape-design/components/form-field';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { TabHead } from './TabHead.tsx';

interface Widget {
  Enabled: boolean;
  Origins: string[];
}

/** Whether customers may chat from web pages, from which, and how it is put there. */
export function ChatTab({ domain }: { domain: string }) {
  const { t } = useTranslation();
  const widget = useQuery({
    queryKey: ['GetChatWidget', domain],
    queryFn: ({ signal }) => call<Widget>('nayose', 'GetChatWidget', { DomainName: domain }, signal),
  });
  return (
    <>
      <TabHead what={t('widget.what')} />
      {widget.isPending && <Loading />}
      {widget.isError && <Problem error={widget.error} retry={() => void widget.refetch()} />}
      {widget.data && <WidgetForm domain={domain} widget={widget.data} />}
    </>
  );
}

function WidgetForm({ domain, widget }: { domain: string; widget: Widget }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const flash = useFlash();
  const [origins, setOrigins] = useState(widget.Origins.join('\n'));
  const save = useMutation({
    mutationFn: (input: Widget) => call<Widget>('nayose', 'PutChatWidget', { DomainName: domain, ...input }),
    onSuccess: (stored) => {
      queries.setQueryData(['GetChatWidget', domain], stored);
      flash({ type: 'success', text: t('routing.saved') });
    },
  });
  const listed = origins.split(/\s+/).filter(Boolean);
  const tag = `<script src="${location.origin}/chat.js" data-domain="${domain}" async></script>`;
  return (
    <SpaceBetween size="l">
      {save.isError && <Problem error={save.error} />}
      <Toggle
        checked={widget.Enabled}
        disabled={save.isPending}
        onChange={({ detail }) => save.mutate({ Enabled: detail.checked, Origins: widget.Origins })}
      >
        {t('widget.on')}
      </Toggle>
      <FormField label={t('widget.tag')} description={t('widget.tagWhy')} stretch>
        <div className="n-json">
          <CopyToClipboard
            variant="inline"
            textToCopy={tag}
            copyButtonAriaLabel={t('keys.copy')}
            copySuccessText={t('details.copied')}
            copyErrorText={t('details.notCopied')}
          />
        </div>
        <a href={`/chat?${new URLSearchParams({ domain })}`} target="_blank" rel="noreferrer">
          {t('widget.try')}
        </a>
      </FormField>
      <FormField label={t('widget.origins')} description={t('widget.originsWhy')} stretch>
        <Textarea
          value={origins}
          rows={3}
          placeholder={t('widget.originsExample')}
          onChange={({ detail }) => setOrigins(detail.value)}
        />
      </FormField>
      <Button
        loading={save.isPending}
        onClick={() => save.mutate({ Enabled: widget.Enabled, Origins: listed })}
      >
        {t('action.save')}
      </Button>
    </SpaceBetween>
  );
}
