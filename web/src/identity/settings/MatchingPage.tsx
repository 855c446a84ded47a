import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSession } from '../../api/session.ts';
import { useFlash } from '../../app/flash.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Problem, problemText } from '../../app/Problem.tsx';
import { places, useDomain } from '../../app/place.ts';
import { type Language, showMoment } from '../../values/dates.ts';
import { useResolutionSettings } from '../queries.ts';
import type { ResolutionSettings } from '../types.ts';
import { BandsSection } from './BandsSection.tsx';
import { ModelSection } from './ModelSection.tsx';
import { placeOf, problemsOf } from './problems.ts';
import { RulesSection } from './RulesSection.tsx';
import { ScheduleSection } from './ScheduleSection.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { previewSettings, saveSettings } from './saveSettings.ts';
import { forgetDraft, keepDraft, useDraft } from './useDraft.ts';
import './settings.css';

/** Matching settings: the model, the rules, when they run, and what they may merge by themselves. */
export function MatchingPage() {
  const { t, i18n } = useTranslation();
  const domain = useDomain();
  const settings = useResolutionSettings(domain);
  const next = showMoment(settings.data?.NextRunAt, i18n.language as Language);
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={next ? t('jobs.next', { at: next }) : t('matching.what')}>
          {t('nav.matching')}
        </Header>
      }
    >
      {settings.isPending && <Loading />}
      {settings.isError && <Problem error={settings.error} retry={() => void settings.refetch()} />}
      {settings.data && <Settings key={domain} domain={domain} settings={settings.data} />}
    </ContentLayout>
  );
}

function Settings({ domain, settings }: { domain: string; settings: ResolutionSettings }) {
  const { t } = useTranslation();
  const { draft, change, reset, changed } = useDraft(domain, settings);
  const { save, preview } = useActions(domain);
  const admin = useSession().data?.User.Role === 'admin';
  const problems = problemsOf(draft);
  const blocked = Object.keys(problems).length > 0;
  const failed = save.error ?? preview.error;
  const blamed = failed ? placeOf(failed.message) : undefined;
  const form = {
    draft,
    change,
    attributes: settings.Attributes,
    problems,
    refusal: failed && blamed ? { place: blamed, text: problemText(failed, t) } : undefined,
  };
  return (
    <SettingsForm value={form}>
      <SpaceBetween size="l">
        {failed && !blamed && <Problem error={failed} />}
        <ModelSection />
        <RulesSection status={settings.RuleBasedMatching?.Status} />
        <BandsSection />
        <ScheduleSection settings={settings} />
        <div className="n-start-bar">
          <span className="n-quiet n-settings-hint">
            {t(admin ? 'matching.hint' : 'matching.hintOthers')}
          </span>
          <SpaceBetween direction="horizontal" size="xs">
            {changed && (
              <Button variant="link" onClick={reset}>
                {t('matching.discard')}
              </Button>
            )}
            <Button disabled={blocked} loading={preview.isPending} onClick={() => preview.mutate(draft)}>
              {t('matching.preview')}
            </Button>
            {admin && (
              <Button
                variant="primary"
                disabled={blocked || !changed}
                loading={save.isPending}
                onClick={() => save.mutate(draft)}
              >
                {t('action.save')}
              </Button>
            )}
          </SpaceBetween>
        </div>
        {blocked && <Alert type="error">{t('matching.blocked')}</Alert>}
      </SpaceBetween>
    </SettingsForm>
  );
}

function useActions(domain: string) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (draft: Parameters<typeof saveSettings>[1]) => saveSettings(domain, draft),
    onSuccess: async () => {
      forgetDraft(domain);
      await queries.invalidateQueries({ queryKey: ['GetResolutionSettings', domain] });
      flash({ type: 'success', text: t('matching.saved') });
    },
  });
  const preview = useMutation({
    mutationFn: (draft: Parameters<typeof saveSettings>[1]) => previewSettings(domain, draft),
    onSuccess: ({ JobId }, draft) => {
      keepDraft(domain, { draft, previewId: JobId });
      void navigate(places.matchingPreview(domain, JobId));
    },
  });
  return { save, preview };
}
