import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ProfileView } from '../api/types.ts';
import { places } from '../app/place.ts';
import { DialDialog } from './DialDialog.tsx';
import { useWorkspace } from './WorkspaceContext.tsx';

/** Calls a customer from the own page; the call goes on in the workspace. */
export function CallCustomer({ view }: { view: ProfileView }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { domain, workspace } = useWorkspace();
  const [open, setOpen] = useState(false);
  if (!workspace) return null;
  return (
    <>
      <Button iconName="call" onClick={() => setOpen(true)}>
        {t('work.dial')}
      </Button>
      {open && (
        <DialDialog
          customer={view}
          onDone={(contact) => void navigate(places.workspace(domain, contact?.ContactId))}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
