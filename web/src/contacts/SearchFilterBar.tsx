import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';
import { useTranslation } from 'react-i18next';
import { DayInput } from '../app/DayInput.tsx';
import { WordsField } from '../app/WordsField.tsx';
import { shorten } from '../text/pieces.ts';
import { type Period, periods, type SearchFilters } from './searchInput.ts';
import { channels, contactStates } from './types.ts';
import { useBoardNames } from './useBoard.ts';
import { useKnownName, useWord } from './words.tsx';

interface SearchFilterBarProps {
  domain: string;
  filters: SearchFilters;
  onChange: (part: Partial<SearchFilters>) => void;
}

/** Period, channel, state, queue, agent, words: each narrows the list at once. */
export function SearchFilterBar({ domain, filters, onChange }: SearchFilterBarProps) {
  const { t } = useTranslation();
  const knownName = useKnownName();
  const word = useWord();
  const names = useBoardNames(domain);
  const options = (values: readonly string[], group: string) =>
    values.map((value) => ({ value, label: word(group, value) }));
  const named = (value: string, name: string) => ({ value, label: shorten(name, 60).text });
  return (
    <div className="n-filters">
      <WordsField
        label={t('contactSearch.text')}
        placeholder={t('contactSearch.textExample')}
        value={filters.text}
        onChange={(text) => onChange({ text })}
      />
      <Choice
        label={t('contactSearch.period')}
        value={filters.period}
        options={options(periods, 'contactSearch.periods')}
        onChange={(period) => onChange({ period: period as Period })}
      />
      {filters.period === 'custom' && (
        <>
          <DayField
            label={t('contactSearch.from')}
            value={filters.from}
            onChange={(from) => onChange({ from })}
          />
          <DayField label={t('contactSearch.to')} value={filters.to} onChange={(to) => onChange({ to })} />
        </>
      )}
      <Choice
        label={t('contact.channel')}
        value={filters.channel}
        all
        options={options(channels, 'channel')}
        onChange={(channel) => onChange({ channel })}
      />
      <Choice
        label={t('contact.state')}
        value={filters.state}
        all
        options={options(contactStates, 'contactState')}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        label={t('contactSearch.answered')}
        value={filters.answered}
        all
        options={options(['AGENT', 'NONE'], 'contactSearch.answers')}
        onChange={(answered) => onChange({ answered })}
      />
      <Choice
        label={t('contact.queue')}
        value={filters.queue}
        all
        options={(names.data?.Queues ?? []).map(({ QueueId, Name }) =>
          named(QueueId, knownName('queue', Name)),
        )}
        onChange={(queue) => onChange({ queue })}
      />
      <Choice
        label={t('contact.agent')}
        value={filters.agent}
        all
        options={(names.data?.Agents ?? []).map(({ UserId, Name }) => named(UserId, Name))}
        onChange={(agent) => onChange({ agent })}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  /** Adds the choice that narrows nothing. */
  all?: boolean;
}

function Choice({ label, value, options, onChange, all = false }: ChoiceProps) {
  const { t } = useTranslation();
  const listed = [...(all ? [{ value: '', label: t('contactSearch.all') }] : []), ...options];
  return (
    <FormField label={label} stretch>
      <Select
        options={listed}
        selectedOption={listed.find((option) => option.value === value) ?? listed[0] ?? null}
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
        filteringType={listed.length > 12 ? 'auto' : 'none'}
        expandToViewport
      />
    </FormField>
  );
}

function DayField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <FormField label={label} stretch>
      <DayInput type="date" value={value} label={label} onChange={onChange} />
    </FormField>
  );
}
