import Header from '@cloudscape-design/components/header';
import Select, { type SelectProps } from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Column, ColumnKey, Inspection } from '../api/types.ts';
import { DataTable } from '../app/DataTable.tsx';
import { targetGroups } from '../profile/standardFields.ts';
import { useFieldLabel, usePartLabel } from '../profile/useFieldLabel.ts';
import { SafeText } from '../text/SafeText.tsx';
import { choiceOf, customChoice, ignoreChoice, withChoice, withKey } from './mapping.ts';

interface MappingTableProps {
  inspection: Inspection;
  columns: Column[];
  onChange: (columns: Column[]) => void;
  typeName: ReactNode;
  footer: ReactNode;
}

interface Row {
  at: number;
  column: Column;
  samples: string;
}

/** Column by column: what is in it, where it goes, and whether it finds the customer. */
export function MappingTable({ inspection, columns, onChange, typeName, footer }: MappingTableProps) {
  const { t } = useTranslation();
  const options = useTargetOptions();
  const rows = columns.map((column, at) => ({ at, column, samples: samplesOf(inspection.FirstRows, at) }));
  const change = (at: number, column: Column) =>
    onChange(columns.map((former, index) => (index === at ? column : former)));
  return (
    <DataTable
      items={rows}
      trackBy={(row: Row) => String(row.at)}
      variant="container"
      wrapLines
      header={
        <SpaceBetween size="m">
          <Header variant="h2" description={t('mapping.what')} counter={`(${columns.length})`}>
            {t('mapping.title')}
          </Header>
          {typeName}
        </SpaceBetween>
      }
      footer={footer}
      columnDefinitions={[
        {
          id: 'column',
          header: t('mapping.column'),
          isRowHeader: true,
          width: 220,
          minWidth: 140,
          cell: ({ column, samples }) => (
            <div className="n-mapping-column">
              <strong>
                <SafeText text={column.Header || t('mapping.noHeader')} limit={80} />
              </strong>
              <span className="n-quiet">
                <SafeText text={samples} limit={90} />
              </span>
            </div>
          ),
        },
        {
          id: 'target',
          header: t('mapping.target'),
          width: 320,
          minWidth: 220,
          cell: ({ at, column }) => (
            <TargetSelect column={column} options={options} onChange={(next) => change(at, next)} />
          ),
        },
        {
          id: 'key',
          header: t('mapping.key'),
          width: 230,
          minWidth: 180,
          cell: ({ at, column }) => (
            <KeySelect column={column} onChange={(key) => onChange(withKey(columns, at, key))} />
          ),
        },
      ]}
    />
  );
}

/** A few different values of a column, so that a wrong target shows. */
function samplesOf(rows: string[][], at: number): string {
  return [...new Set(rows.map((row) => row[at]?.trim() ?? ''))].filter(Boolean).slice(0, 3).join(' / ');
}

interface TargetSelectProps {
  column: Column;
  options: SelectProps.Options;
  onChange: (column: Column) => void;
}

function TargetSelect({ column, options, onChange }: TargetSelectProps) {
  const { t } = useTranslation();
  const label = useFieldLabel();
  const choice = choiceOf(column);
  const words: Record<string, string> = {
    [ignoreChoice]: t('mapping.ignore'),
    [customChoice]: t('mapping.custom', { name: column.Header }),
  };
  const selected = { value: choice, label: words[choice] ?? label(choice.replace(/^_profile\./, '')) };
  const custom = { value: customChoice, label: words[customChoice]!, description: t('mapping.customWhy') };
  const ignore = { value: ignoreChoice, label: words[ignoreChoice]! };
  return (
    <Select
      options={[ignore, custom, ...options]}
      selectedOption={selected}
      filteringType="auto"
      expandToViewport
      ariaLabel={t('mapping.targetOf', { name: column.Header })}
      onChange={({ detail }) => onChange(withChoice(column, detail.selectedOption.value ?? ignoreChoice))}
    />
  );
}

/** All standard fields in groups; the API's own name is searchable beside the words. */
function useTargetOptions(): SelectProps.Options {
  const { t } = useTranslation();
  const label = usePartLabel();
  return useMemo(
    () =>
      targetGroups.map(({ group, fields }) => ({
        label: t(`group.${group}`),
        options: fields.map((field) => ({
          value: `_profile.${field}`,
          label: label(field),
          labelTag: field,
          filteringTags: [field],
        })),
      })),
    [t, label],
  );
}

const keys: (ColumnKey | '')[] = ['', 'unique', 'profile', 'search'];

function KeySelect({ column, onChange }: { column: Column; onChange: (key: ColumnKey | undefined) => void }) {
  const { t } = useTranslation();
  const options = keys.map((key) => ({
    value: key,
    label: t(`mapping.keys.${key || 'none'}`),
    ...(key && { description: t(`mapping.keysWhy.${key}`) }),
  }));
  return (
    <Select
      options={options}
      selectedOption={{ value: column.Key ?? '', label: t(`mapping.keys.${column.Key ?? 'none'}`) }}
      disabled={column.Kind === 'ignored'}
      expandToViewport
      ariaLabel={t('mapping.keyOf', { name: column.Header })}
      onChange={({ detail }) => onChange((detail.selectedOption.value || undefined) as ColumnKey | undefined)}
    />
  );
}
