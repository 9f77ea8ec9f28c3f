import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { tradingHoursSchema } from '../../../../shared/schema/flags.ts';
import { useNow } from '../../../state/now.ts';
import { cx } from '../../../widgets/class-names.ts';
import { IconButton } from '../../../widgets/icon-button.tsx';
import { Segmented } from '../../../widgets/segmented.tsx';
import { HoursStrip } from '../hours/hours-strip.tsx';
import { DAYS, DAY_WORDS, newHours, readHours, stepped, withDay } from './hours-form.ts';
import type { HoursForm, WindowForm } from './hours-form.ts';
import css from './risk-drawer.module.css';
import { TimeZoneSelect } from './time-zone-select.tsx';

export interface HoursEditorProps {
  /** Null: at any time. */
  value: HoursForm | null;
  onChange: (value: HoursForm | null) => void;
  changed: boolean;
  problem: string | undefined;
}

const CHOICES = [
  { value: 'any', label: 'At any time' },
  { value: 'only', label: 'In these hours' },
] as const;

/** The week as windows: days by checkbox, times as text or by the arrow keys, and a strip of what comes of it. */
export function HoursEditor({ value, onChange, changed, problem }: HoursEditorProps) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <div className={cx(css.stacked, changed && css.changed)}>
      <div className={css.listHead}>
        <span className={css.listLabel}>Trading hours</span>
        <Segmented
          label="Trading hours"
          value={value === null ? 'any' : 'only'}
          onChange={(choice) => onChange(choice === 'only' ? newHours(own) : null)}
          options={CHOICES}
        />
      </div>
      {value === null ? null : <Windows value={value} onChange={onChange} problem={problem} />}
    </div>
  );
}

function Windows({
  value,
  onChange,
  problem,
}: {
  value: HoursForm;
  onChange: (value: HoursForm) => void;
  problem: string | undefined;
}) {
  const nowMs = useNow(30_000);
  const hours = tradingHoursSchema.safeParse(readHours(value));
  const put = (index: number, window: WindowForm): void =>
    onChange({ ...value, windows: value.windows.with(index, window) });
  return (
    <div className={css.hours}>
      <TimeZoneSelect
        label="Time zone of the hours"
        value={value.time_zone}
        onChange={(zone) => onChange({ ...value, time_zone: zone })}
      />
      <ul className={css.windows} aria-label="Windows">
        {value.windows.map((window, index) => (
          <li key={index} className={css.window}>
            <Window
              number={index + 1}
              window={window}
              onChange={(next) => put(index, next)}
              onRemove={
                value.windows.length > 1
                  ? () => onChange({ ...value, windows: value.windows.toSpliced(index, 1) })
                  : undefined
              }
            />
          </li>
        ))}
      </ul>
      <div className={css.hoursFoot}>
        <Button
          size="xs"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => onChange({ ...value, windows: [...value.windows, { days: [], from: '09:00', to: '17:30' }] })}
        >
          Add a window
        </Button>
        <span className={css.help}>A window that ends before it begins ends on the next day.</span>
      </div>
      {hours.success ? (
        <div className={css.stripFrame}>
          <span className={css.axis} aria-hidden>
            {DAYS.map((day) => (
              <span key={day}>{DAY_WORDS[day]}</span>
            ))}
          </span>
          <HoursStrip hours={[hours.data]} timeZone={hours.data.time_zone} nowMs={nowMs} span="week" />
        </div>
      ) : (
        <p className={css.problem} role="alert">
          {problem ?? 'The hours are not complete.'}
        </p>
      )}
    </div>
  );
}

interface WindowProps {
  number: number;
  window: WindowForm;
  onChange: (window: WindowForm) => void;
  onRemove: (() => void) | undefined;
}

function Window({ number, window, onChange, onRemove }: WindowProps) {
  const time = (field: 'from' | 'to') => ({
    size: 'xs',
    w: 70,
    value: window[field],
    title: 'Arrow up and down: a quarter of an hour',
    spellCheck: false,
    classNames: { input: css.figure ?? '' },
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...window, [field]: event.currentTarget.value }),
    onKeyDown: (event: KeyboardEvent) => {
      const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined;
      if (direction === undefined) return;
      event.preventDefault();
      onChange({ ...window, [field]: stepped(window[field], direction) });
    },
  });
  return (
    <div role="group" aria-label={`Window ${number}`} className={css.windowRow}>
      <span className={css.days}>
        {DAYS.map((day) => (
          <label key={day} className={css.day}>
            <input
              type="checkbox"
              checked={window.days.includes(day)}
              onChange={(event) => onChange(withDay(window, day, event.currentTarget.checked))}
            />
            <span>{DAY_WORDS[day]}</span>
          </label>
        ))}
      </span>
      <TextInput {...time('from')} aria-label={`Window ${number} from`} />
      <span className={css.help}>to</span>
      <TextInput {...time('to')} aria-label={`Window ${number} to`} />
      {onRemove ? <IconButton icon={IconTrash} label={`Remove window ${number}`} onClick={onRemove} /> : null}
    </div>
  );
}
