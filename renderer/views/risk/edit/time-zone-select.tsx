import { Select } from '@mantine/core';

export interface TimeZoneSelectProps {
  label: string;
  value: string;
  onChange: (zone: string) => void;
  placeholder?: string;
  error?: string | undefined;
  /** Whether it can be empty. */
  clearable?: boolean;
  className?: string | undefined;
}

/** Of the hundreds that there are, so many are offered until one types. */
const OFFERED = 40;

const ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];

/** A time zone by its IANA name; typing narrows the list. */
export function TimeZoneSelect({ value, onChange, clearable = false, ...field }: TimeZoneSelectProps) {
  // A zone that another door wrote may be an old name, which the list does not have.
  const data = value === '' || ZONES.includes(value) ? ZONES : [value, ...ZONES];
  return (
    <Select
      size="xs"
      searchable
      limit={OFFERED}
      data={data}
      value={value === '' ? null : value}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': `Clear: ${field.label}` }}
      nothingFoundMessage="No time zone of this name"
      onChange={(zone) => onChange(zone ?? '')}
      {...field}
    />
  );
}
