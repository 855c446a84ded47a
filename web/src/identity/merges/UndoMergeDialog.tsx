import Checkbox from '@cloudscape-design/components/checkbox';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../api/client.ts';
import { FormDialog } from '../../app/FormDialog.tsx';
import { useFlash } from '../../app/flash.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Problem } from '../../app/Problem.tsx';
import { useFieldLabel } from '../../profile/useFieldLabel.ts';
import { SafeText } from '../../text/SafeText.tsx';
import { showPhone } from '../../values/phones.ts';
import { nameOfPerson } from '../compare/names.ts';
import { forgetGroups } from '../queries.ts';
import type { MergeItem, UndoPreview } from '../types.ts';

interface UndoMergeDialogProps {
  domain: string;
  merge: MergeItem;
  onClose: () => void;
}

/** Says which profiles an undo leaves and which edits stay where, before it is done. */
export function UndoMergeDialog({ domain, merge, onClose }: UndoMergeDialogProps) {
  const { t } = useTranslation();
  const flash = useFlash();
  const queries = useQueryClient();
  // What the engine merged it would merge again.
  const [apart, setApart] = useState(merge.Method === 'RULE' || merge.Method === 'MODEL');
  const input = { DomainName: domain, MergeId: merge.MergeId };
  const preview = useQuery({
    queryKey: ['PreviewUndo', domain, merge.MergeId],
    queryFn: ({ signal }) => call<UndoPreview>('nayose', 'PreviewUndo', input, signal),
    gcTime: 0,
  });
  const undo = useMutation({
    mutationFn: () => call('nayose', 'UndoMerge', { ...input, KeepApart: apart }),
    onSuccess: () => {
      forgetGroups(queries);
      flash({ type: 'success', text: t('undo.done') });
      onClose();
    },
  });
  const profiles = preview.data?.Profiles ?? [];
  return (
    <FormDialog
      title={t('undo.title')}
      submit={t('undo.submit')}
      ready={preview.isSuccess}
      pending={undo.isPending}
      error={undo.error}
      onSubmit={() => undo.mutate()}
      onClose={onClose}
    >
      {preview.isPending && <Loading />}
      {preview.isError && <Problem error={preview.error} />}
      {preview.isSuccess && <p className="n-undo-will">{t('undo.will', { count: profiles.length })}</p>}
      <ul className="n-undo-profiles">
        {profiles.map((profile) => (
          <Standing key={profile.ProfileId} profile={profile} />
        ))}
      </ul>
      {preview.isSuccess && <p className="n-quiet n-undo-will">{t('undo.exact')}</p>}
      <Checkbox checked={apart} onChange={({ detail }) => setApart(detail.checked)}>
        {t('undo.keepApart')}
      </Checkbox>
    </FormDialog>
  );
}

/** One of the profiles that will stand, with what stays on it. */
function Standing({ profile }: { profile: UndoPreview['Profiles'][number] }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const { Profile, MemberIds, StayingFields } = profile;
  const text = (name: string) => (typeof Profile[name] === 'string' ? (Profile[name] as string) : undefined);
  const name = nameOfPerson({
    ...(text('LastName') && { LastName: text('LastName')! }),
    ...(text('FirstName') && { FirstName: text('FirstName')! }),
    ...(text('BusinessName') && { BusinessName: text('BusinessName')! }),
  });
  const phone = text('PhoneNumber') ?? text('MobilePhoneNumber');
  const facts = [phone && showPhone(phone), text('EmailAddress'), text('AccountNumber')].filter(Boolean);
  const fields = StayingFields.map(label).join(t('field.comma'));
  return (
    <li>
      <strong>
        <SafeText text={name || t('customer.noName')} limit={120} />
      </strong>
      <span className="n-quiet">
        {MemberIds.length > 1 && `${t('undo.members', { count: MemberIds.length })} `}
        <SafeText text={facts.join(t('review.dot'))} limit={160} />
      </span>
      {StayingFields.length > 0 && (
        <span className="n-undo-stays">
          <SafeText text={t('undo.staying', { fields })} limit={400} />
        </span>
      )}
    </li>
  );
}
