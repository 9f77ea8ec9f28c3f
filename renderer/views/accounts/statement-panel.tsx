import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconDownload } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { StatementFormat } from '../../../shared/schema/statement.ts';
import { announce } from '../../state/announce.ts';
import { client } from '../../state/api.ts';
import { useNow } from '../../state/now.ts';
import { useRisk } from '../../state/queries.ts';
import { saveFile } from '../../state/save-file.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import detail from './account-detail.module.css';
import css from './statement-panel.module.css';
import { PRESET_WORDS, STATEMENT_PRESETS, dayIn, presetRange, rangeProblem } from './statement-range.ts';
import type { DayRange, StatementPreset } from './statement-range.ts';

const FORMATS: { value: StatementFormat; label: string }[] = [
  { value: 'pdf', label: 'Statement, PDF' },
  { value: 'html', label: 'Statement, HTML' },
  { value: 'fills', label: 'Every trade, CSV' },
  { value: 'gains', label: 'Realised gains by lot, CSV' },
];

const MINUTE_MS = 60_000;

/** A file about a period that can be handed to somebody: the same period gives the same bytes. */
export function StatementPanel({ name }: { name: string }) {
  const reasonId = useId();
  const settings = useRisk().data?.accounts.find((account) => account.account_name === name)?.settings;
  const timeZone = settings?.time_zone ?? 'UTC';
  const today = dayIn(timeZone, useNow(MINUTE_MS));
  const [preset, setPreset] = useState<StatementPreset>('this_month');
  const [own, setOwn] = useState<DayRange>({ from: '', to: '' });
  const [format, setFormat] = useState<StatementFormat>('pdf');
  const range = preset === 'own' ? own : presetRange(preset, today);
  const problem = rangeProblem(range);
  const make = useMutation({
    mutationFn: () => client.statements.make.query({ account_name: name, ...range, format }),
    onSuccess: (file) => {
      saveFile(file);
      announce('polite', `Statement ready: ${file.file_name}`);
    },
  });
  const choose = (next: StatementPreset): void => {
    // An own range begins as what was shown.
    if (next === 'own') setOwn(range);
    setPreset(next);
  };
  return (
    <Panel title="Statement" note={`whole days, ${timeZone}`} className={detail.fixed}>
      <div className={css.form}>
        <NativeSelect
          label="Period"
          size="xs"
          value={preset}
          data={STATEMENT_PRESETS.map((value) => ({ value, label: PRESET_WORDS[value] }))}
          onChange={(event) => choose(event.currentTarget.value as StatementPreset)}
        />
        <NativeSelect
          label="File"
          size="xs"
          value={format}
          data={FORMATS}
          onChange={(event) => setFormat(event.currentTarget.value as StatementFormat)}
        />
        {preset === 'own' ? (
          <>
            <TextInput
              label="From"
              type="date"
              size="xs"
              value={own.from}
              max={today}
              onChange={(event) => setOwn({ ...own, from: event.currentTarget.value })}
            />
            <TextInput
              label="To"
              type="date"
              size="xs"
              value={own.to}
              max={today}
              onChange={(event) => setOwn({ ...own, to: event.currentTarget.value })}
            />
          </>
        ) : (
          <p className={css.range}>
            <span className="num">{range.from}</span> to <span className="num">{range.to}</span>
            {range.to === today ? ', not over yet' : ''}
          </p>
        )}
        <div className={css.act}>
          <Button
            size="xs"
            leftSection={<IconDownload size={13} aria-hidden />}
            loading={make.isPending}
            disabled={problem !== null}
            aria-describedby={problem === null ? undefined : reasonId}
            onClick={() => make.mutate()}
          >
            Download
          </Button>
          {problem === null ? null : <DisabledReason id={reasonId}>{problem}</DisabledReason>}
        </div>
      </div>
      {make.error ? <ErrorState inline title="No statement" error={make.error} /> : null}
      {make.data ? (
        <p className={css.done} role="status">
          {make.data.file_name}, SHA-256 <CopyId id={make.data.sha256} label="SHA-256" last={12} />
        </p>
      ) : null}
    </Panel>
  );
}
