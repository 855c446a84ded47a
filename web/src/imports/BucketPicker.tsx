import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { usePages } from '../api/pages.ts';
import type { StoredFile } from '../api/types.ts';
import { DataTable } from '../app/DataTable.tsx';
import { Empty } from '../app/Empty.tsx';
import { MoreButton } from '../app/MoreButton.tsx';
import { Problem } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { TextField } from '../app/TextField.tsx';
import { SafeText } from '../text/SafeText.tsx';
import { showBytes } from '../values/bytes.ts';
import { type Language, showMoment } from '../values/dates.ts';

/** Chooses a file that lies in a bucket already. */
export function BucketPicker({ domain, onClose }: { domain: string; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const buckets = usePages<string | { Name: string }>({
    service: 'nayose',
    operation: 'ListBuckets',
    input: {},
    member: 'Buckets',
  });
  const names = buckets.items.map((bucket) => (typeof bucket === 'string' ? bucket : bucket.Name));
  const [bucket, setBucket] = useState<string | undefined>();
  const [prefix, setPrefix] = useState('');
  const [chosen, setChosen] = useState<StoredFile | undefined>();
  const shown = bucket ?? names[0];
  const options = names.map((name) => ({ value: name, label: name }));
  return (
    <Modal
      visible
      size="large"
      onDismiss={onClose}
      header={t('bucket.title')}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button
              variant="primary"
              disabled={!shown || !chosen}
              onClick={() =>
                shown && chosen && void navigate(places.prepareImport(domain, shown, chosen.Key))
              }
            >
              {t('bucket.take')}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {buckets.isError && <Problem error={buckets.error} retry={() => void buckets.refetch()} />}
        <div className="n-form-grid">
          <FormField label={t('bucket.bucket')} stretch>
            <Select
              options={options}
              selectedOption={options.find(({ value }) => value === shown) ?? null}
              statusType={buckets.isPending ? 'loading' : 'finished'}
              empty={t('bucket.noBuckets')}
              onChange={({ detail }) => {
                setBucket(detail.selectedOption.value);
                setChosen(undefined);
              }}
            />
          </FormField>
          <TextField label={t('bucket.prefix')} value={prefix} onChange={setPrefix} />
        </div>
        {shown && <Files bucket={shown} prefix={prefix} chosen={chosen} onChoose={setChosen} />}
      </SpaceBetween>
    </Modal>
  );
}

interface FilesProps {
  bucket: string;
  prefix: string;
  chosen: StoredFile | undefined;
  onChoose: (file: StoredFile | undefined) => void;
}

function Files({ bucket, prefix, chosen, onChoose }: FilesProps) {
  const { t, i18n } = useTranslation();
  const files = usePages<StoredFile>({
    service: 'nayose',
    operation: 'ListFiles',
    input: { Bucket: bucket, ...(prefix && { Prefix: prefix }) },
    member: 'Files',
  });
  if (files.isError) return <Problem error={files.error} retry={() => void files.refetch()} />;
  return (
    <DataTable
      variant="embedded"
      items={files.items}
      trackBy="Key"
      loading={files.isPending}
      loadingText={t('state.loading')}
      selectionType="single"
      selectedItems={chosen ? [chosen] : []}
      onSelectionChange={({ detail }) => onChoose(detail.selectedItems[0])}
      onRowClick={({ detail }) => onChoose(detail.item)}
      wrapLines
      empty={<Empty title={t('bucket.noFiles')} />}
      footer={files.hasNextPage && <MoreButton pages={files} />}
      ariaLabels={{ itemSelectionLabel: (_, item) => item.Key, selectionGroupLabel: t('bucket.title') }}
      columnDefinitions={[
        {
          id: 'key',
          header: t('bucket.file'),
          cell: ({ Key }) => <SafeText text={Key} limit={200} />,
          isRowHeader: true,
        },
        {
          id: 'size',
          header: t('bucket.size'),
          cell: ({ Bytes }) => (Bytes === undefined ? '–' : showBytes(Bytes)),
        },
        {
          id: 'at',
          header: t('bucket.changed'),
          cell: ({ ModifiedAt }) => showMoment(ModifiedAt, i18n.language as Language) || '–',
        },
      ]}
    />
  );
}
