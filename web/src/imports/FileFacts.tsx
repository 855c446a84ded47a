import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../api/types.ts';
import { showBytes } from '../values/bytes.ts';
import { ProblemTable } from './ProblemTable.tsx';
import { delimiters, encodings } from './readingChoices.ts';

/** How the reader wants the file read; what is absent is detected. */
export interface Reading {
  Encoding?: string;
  Delimiter?: string;
}

interface FileFactsProps {
  /** Absent when the file cannot be read this way: then another way can be chosen. */
  inspection: Inspection | undefined;
  reading: Reading;
  onReading: (reading: Reading) => void;
  busy: boolean;
}

/** What was detected about the file, and the means to say otherwise. */
export function FileFacts({ inspection, reading, onReading, busy }: FileFactsProps) {
  const { t } = useTranslation();
  const problems = inspection?.Problems ?? [];
  return (
    <Container
      header={
        <Header
          variant="h2"
          {...(inspection && { description: t('inspect.facts', factsOf(inspection)) })}
          actions={busy && <StatusIndicator type="loading">{t('inspect.reading')}</StatusIndicator>}
        >
          {t('inspect.file')}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <ReadingChoices inspection={inspection} reading={reading} onReading={onReading} />
        {problems.length > 0 && (
          <Alert type="warning" header={t('inspect.problems', { count: problems.length })}>
            <ProblemTable problems={problems.slice(0, 10)} />
          </Alert>
        )}
      </SpaceBetween>
    </Container>
  );
}

const factsOf = ({ Bytes, Format, Header }: Inspection) => ({
  bytes: showBytes(Bytes),
  format: Format === 'csv' ? 'CSV' : 'JSON Lines',
  columns: Header.length,
});

function ReadingChoices({ inspection, reading, onReading }: Omit<FileFactsProps, 'busy'>) {
  const { t } = useTranslation();
  const detected = (what: string) => (what ? t('inspect.detected', { what }) : t('inspect.detect'));
  const encodingOptions = choices(encodings, reading.Encoding, inspection?.Encoding, detected);
  const named = delimiters.map(({ value, name }) => ({ value, label: t(`delimiter.${name}`) }));
  const delimiterOptions = choices(named, reading.Delimiter, inspection?.Delimiter, detected);
  return (
    <div className="n-form-grid">
      <FormField label={t('inspect.encoding')} stretch>
        <Select
          options={encodingOptions.options}
          selectedOption={encodingOptions.selected}
          onChange={({ detail }) => onReading(without(reading, 'Encoding', detail.selectedOption.value))}
        />
      </FormField>
      {inspection?.Format !== 'jsonl' && (
        <FormField label={t('inspect.delimiter')} stretch>
          <Select
            options={delimiterOptions.options}
            selectedOption={delimiterOptions.selected}
            onChange={({ detail }) => onReading(without(reading, 'Delimiter', detail.selectedOption.value))}
          />
        </FormField>
      )}
    </div>
  );
}

interface Choice {
  value: string;
  label: string;
}

/** "Detected: …" first, then every choice; what is forced is selected. */
function choices(
  all: Choice[],
  forced: string | undefined,
  found: string | undefined,
  detected: (what: string) => string,
) {
  const label = (value: string) =>
    all.find((choice) => choice.value.toLowerCase() === value.toLowerCase())?.label ?? value;
  const auto = { value: '', label: detected(forced === undefined && found ? label(found) : '') };
  const options = [auto, ...all];
  return { options, selected: options.find(({ value }) => value === (forced ?? '')) ?? auto };
}

function without(reading: Reading, member: keyof Reading, value: string | undefined): Reading {
  const { [member]: _former, ...rest } = reading;
  return value ? { ...rest, [member]: value } : rest;
}
