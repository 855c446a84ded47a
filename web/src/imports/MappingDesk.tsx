import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { call } from '../api/client.ts';
import type { Column, Inspection } from '../api/types.ts';
import { Problem } from '../app/Problem.tsx';
import { places } from '../app/place.ts';
import { useFieldLabel } from '../profile/useFieldLabel.ts';
import { SafeText } from '../text/SafeText.tsx';
import type { Reading } from './FileFacts.tsx';
import { ImportReport } from './ImportReport.tsx';
import { MappingTable } from './MappingTable.tsx';
import { isTypeName, type MappingProblem, mappingProblems } from './mapping.ts';
import { isUnderWay } from './progress.ts';
import { useImport } from './useImport.ts';

interface MappingDeskProps {
  domain: string;
  file: { bucket: string; key: string };
  reading: Reading;
  inspection: Inspection;
}

/** The mapping, its dry run, and the start. */
export function MappingDesk({ domain, file, reading, inspection }: MappingDeskProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [columns, setColumns] = useState(inspection.Columns);
  const [typeName, setTypeName] = useState(
    inspection.ExistingObjectTypeName ?? inspection.ProposedObjectTypeName,
  );
  const [dryRunId, setDryRunId] = useState<string | undefined>();
  const start = useMutation({
    mutationFn: (DryRun: boolean) =>
      call<{ ImportId: string }>('nayose', 'StartImport', {
        DomainName: domain,
        Bucket: file.bucket,
        Key: file.key,
        ObjectTypeName: typeName,
        Columns: columns,
        ...reading,
        DryRun,
      }),
    onSuccess: ({ ImportId }, dry) => {
      if (dry) setDryRunId(ImportId);
      else void navigate(places.import(domain, ImportId));
    },
  });
  const change = (next: Column[]) => {
    setColumns(next);
    setDryRunId(undefined);
    // A type keeps its mapping; another mapping is another type.
    if (typeName === inspection.ExistingObjectTypeName) setTypeName(`${typeName}_2`);
  };
  const problems = mappingProblems(columns);
  const blocked = !isTypeName(typeName) || problems.some(({ kind }) => kind === 'nothing');
  return (
    <SpaceBetween size="m">
      <MappingTable
        inspection={inspection}
        columns={columns}
        onChange={change}
        footer={problems.length > 0 && <MappingProblems problems={problems} />}
        typeName={
          <TypeName value={typeName} onChange={setTypeName} existing={inspection.ExistingObjectTypeName} />
        }
      />
      {start.isError && <Problem error={start.error} />}
      {dryRunId && <DryRun domain={domain} importId={dryRunId} />}
      <div className="n-start-bar">
        <span className="n-quiet">{t('mapping.startHint')}</span>
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            disabled={blocked}
            loading={start.isPending && start.variables}
            onClick={() => start.mutate(true)}
          >
            {t('mapping.dryRun')}
          </Button>
          <Button
            variant="primary"
            disabled={blocked}
            loading={start.isPending && !start.variables}
            onClick={() => start.mutate(false)}
          >
            {t('mapping.start')}
          </Button>
        </SpaceBetween>
      </div>
    </SpaceBetween>
  );
}

interface TypeNameProps {
  value: string;
  onChange: (value: string) => void;
  existing: string | undefined;
}

function TypeName({ value, onChange, existing }: TypeNameProps) {
  const { t } = useTranslation();
  const known = existing !== undefined && existing === value;
  return (
    <FormField
      label={t('mapping.typeName')}
      description={t('mapping.typeNameWhy')}
      constraintText={known ? t('mapping.typeKnown') : t('mapping.typeNew')}
      errorText={!isTypeName(value) && t('mapping.typeNameRule')}
    >
      <Input value={value} onChange={({ detail }) => onChange(detail.value.trim())} />
    </FormField>
  );
}

function MappingProblems({ problems }: { problems: MappingProblem[] }) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const field = (target: string) => label(target.replace(/^_profile\./, ''));
  return (
    <SpaceBetween size="xs">
      {problems.map((problem) =>
        problem.kind === 'sameTarget' ? (
          <Alert key={problem.target} type="warning">
            <SafeText
              text={t('mapping.sameTarget', {
                field: field(problem.target),
                headers: problem.headers.join(', '),
              })}
              limit={400}
            />
          </Alert>
        ) : (
          <Alert key={problem.kind} type={problem.kind === 'nothing' ? 'error' : 'warning'}>
            {t(`mapping.${problem.kind}`)}
          </Alert>
        ),
      )}
    </SpaceBetween>
  );
}

function DryRun({ domain, importId }: { domain: string; importId: string }) {
  const { t } = useTranslation();
  const run = useImport(domain, importId);
  return (
    <Container header={<Header variant="h2">{t('mapping.dryRunTitle')}</Header>}>
      <div aria-live="polite" aria-busy={!run.data || isUnderWay(run.data)}>
        {run.isError && <Problem error={run.error} />}
        {run.data && <ImportReport item={run.data} />}
      </div>
    </Container>
  );
}
