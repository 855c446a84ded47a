import Button from '@cloudscape-design/components/button';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, caseFileUrl } from '../api/client.ts';
import { useSession } from '../api/session.ts';
import { FormDialog } from '../app/FormDialog.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { showBytes } from '../values/bytes.ts';
import { type Language, showMoment } from '../values/dates.ts';
import { useCase } from './CaseContext.tsx';
import type { CaseFile, People } from './types.ts';
import { useColleagues, useRefreshCases } from './useCases.ts';
import { useActorName } from './words.tsx';

/** One file of a case: its name to fetch it by, what it is, and who brought it. Who brought it may take it away. */
export function CaseFileLine({ file, people }: { file: CaseFile; people: People }) {
  const { t, i18n } = useTranslation();
  const { domain, view } = useCase();
  const actor = useActorName(people);
  const role = useSession().data?.User.Role;
  const me = useColleagues().data?.Items.find(({ Me }) => Me)?.UserArn;
  const [asking, setAsking] = useState(false);
  const name = file.Name ?? file.FileArn.split('/').at(-1) ?? '';
  const facts = [
    file.Name !== undefined && kindOf(file),
    file.Bytes !== undefined && showBytes(file.Bytes),
    file.Name === undefined && t('caseFiles.elsewhere'),
    actor(file.By),
    showMoment(file.At, i18n.language as Language),
  ].filter(Boolean);
  return (
    <li className="k-file">
      {file.Name === undefined ? (
        <SafeText text={name} limit={120} />
      ) : (
        <a href={caseFileUrl(domain, view.CaseId, file.RelatedItemId)} download>
          <SafeText text={name} limit={120} />
        </a>
      )}
      <span className="n-quiet">
        <SafeText text={facts.join(t('caseFiles.separator'))} limit={200} />
      </span>
      {(role !== 'agent' || file.By === me) && (
        <Button
          variant="inline-icon"
          iconName="remove"
          ariaLabel={t('caseFiles.removeOf', { name })}
          onClick={() => setAsking(true)}
        />
      )}
      {asking && <RemoveFile file={file} name={name} onClose={() => setAsking(false)} />}
    </li>
  );
}

/** What a file is, as people say it: the ending of its name, else the type the sender gave. */
function kindOf({ Name = '', Type = '' }: CaseFile): string {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(Name)?.[1];
  return ending ? ending.toUpperCase() : Type;
}

function RemoveFile({ file, name, onClose }: { file: CaseFile; name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { domain, view } = useCase();
  const refresh = useRefreshCases();
  const remove = useMutation({
    mutationFn: () =>
      call('nayose', 'DeleteCaseFile', {
        ...{ DomainName: domain, CaseId: view.CaseId, RelatedItemId: file.RelatedItemId },
      }),
    onSuccess: async () => {
      await refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('caseFiles.remove')}
      submit={t('caseFiles.remove')}
      pending={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        <SafeText text={name} limit={200} />
      </p>
      <p>{t('caseFiles.removeWhat')}</p>
    </FormDialog>
  );
}
