import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { useMerges } from '../queries.ts';
import { UndoMergeDialog } from './UndoMergeDialog.tsx';

interface UndoHereProps {
  domain: string;
  profileId: string;
  /** When the merge happened; the history knows it by its time. */
  at: number | undefined;
}

/** The way back from a merge, where the history tells of it; nothing when it was undone or is not known. */
export function UndoHere({ domain, profileId, at }: UndoHereProps) {
  const { t } = useTranslation();
  const agent = useSession().data?.User.Role === 'agent';
  const merges = useMerges(domain, profileId, !agent);
  const [undoing, setUndoing] = useState(false);
  const found = (merges.data ?? []).filter((merge) => merge.At === at && merge.UndoneAt === undefined);
  const [merge] = found;
  if (!merge || found.length > 1) return null;
  return (
    <>
      <Button variant="inline-link" iconName="undo" onClick={() => setUndoing(true)}>
        {t('undo.action')}
      </Button>
      {undoing && <UndoMergeDialog domain={domain} merge={merge} onClose={() => setUndoing(false)} />}
    </>
  );
}
