interface DayInputProps {
  type: 'date' | 'datetime-local';
  value: string;
  /** For those who hear it. */
  label: string;
  onChange: (value: string) => void;
}

/** A day, or a moment, chosen from the browser's own calendar. */
export function DayInput({ type, value, label, onChange }: DayInputProps) {
  return (
    <span className="n-day">
      <input
        type={type}
        value={value}
        aria-label={label}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
