import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../../api/client.ts';
import { useFlash } from '../../app/flash.tsx';
import { Problem } from '../../app/Problem.tsx';
import { places } from '../../app/place.ts';
import { CompareTable } from '../compare/CompareTable.tsx';
import {
  firstChoice,
  mergedRow,
  nestSources,
  sourcesOf,
  withMain,
  withSource,
  withToggled,
} from '../compare/merged.ts';
import { forgetGroups } from '../queries.ts';
import type { Member } from '../types.ts';

/** Customers side by side, with the choice of what remains, and the merge itself. */
export function MergeDesk({ domain, members }: { domain: string; members: Member[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const flash = useFlash();
  const queries = useQueryClient();
  const [choice, setChoice] = useState(() =>
    firstChoice(members, { ProfileId: members[0]?.ProfileId ?? '' }),
  );
  const { mainId, included } = choice;
  const sources = sourcesOf(members, choice);
  const count = included.length;
  const merge = useMutation({
    mutationFn: () =>
      call('profile', 'MergeProfiles', {
        DomainName: domain,
        MainProfileId: mainId,
        ProfileIdsToBeMerged: included.filter((id) => id !== mainId),
        ...(Object.keys(sources).length > 0 && { FieldSourceProfileIds: nestSources(sources) }),
      }),
    onSuccess: () => {
      forgetGroups(queries);
      flash({ type: 'success', text: t('merge.done', { count }) });
      void navigate(places.customer(domain, mainId), { replace: true });
    },
  });
  return (
    <SpaceBetween size="m">
      <CompareTable
        members={members}
        choice={choice}
        result={(row) => mergedRow(row, members, choice)}
        resultTitle={t('compare.result')}
        onMain={(id) => setChoice(withMain(choice, id))}
        onToggle={(id) => setChoice(withToggled(choice, id, members))}
        onSource={(key, id) => setChoice(withSource(choice, key, id))}
      />
      {merge.isError && <Problem error={merge.error} />}
      <div className="n-start-bar">
        <span className="n-quiet">{t('review.allWill', { count })}</span>
        <Button variant="link" onClick={() => void navigate(-1)}>
          {t('action.cancel')}
        </Button>
        <Button
          variant="primary"
          disabled={count < 2}
          loading={merge.isPending}
          onClick={() => merge.mutate()}
        >
          {t('merge.submit', { count })}
        </Button>
      </div>
    </SpaceBetween>
  );
}
