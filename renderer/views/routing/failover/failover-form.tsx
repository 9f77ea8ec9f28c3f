import { Button, MultiSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import type { AccountDocument } from '../../../../shared/schema/account.ts';
import type { FailoverDocument } from '../../../../shared/schema/failover.ts';
import { announce } from '../../../state/announce.ts';
import { api } from '../../../state/api.ts';
import { cx } from '../../../widgets/class-names.ts';
import { ErrorState } from '../../../widgets/error-state.tsx';
import { ModeBadge } from '../../../widgets/mode-badge.tsx';
import { changesOf, failoverLines } from './failover-model.ts';
import type { FailoverLine } from './failover-model.ts';
import css from './failover.module.css';

interface FailoverFormProps {
  failover: FailoverDocument;
  accounts: readonly AccountDocument[];
  onDone: () => void;
}

/** The lists, edited together and written as one revision. */
export function FailoverForm({ failover, accounts, onDone }: FailoverFormProps) {
  const [edited, setEdited] = useState<ReadonlyMap<string, string[]>>(new Map());
  const cache = useQueryClient();
  const lines = useMemo(() => failoverLines(failover.policy, accounts), [failover, accounts]);
  const changes = changesOf(lines, edited);
  const save = useMutation(
    api.failover.change.mutationOptions({
      onSuccess: (written) => {
        cache.setQueryData(api.failover.current.queryKey(), written);
        announce('polite', `Failover is now at revision ${written.revision}`);
        onDone();
      },
    }),
  );
  const edit = (line: FailoverLine, to: string[]): void => setEdited(new Map(edited).set(line.key, to));
  if (lines.length === 0) {
    return <p className={css.hint}>Nobody could stand in: that takes two accounts of one owner and one mode.</p>;
  }
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ changes, base_revision: failover.revision });
      }}
    >
      <Lines
        title="Exchange: orders of its main account"
        lines={lines}
        kind="chain"
        edited={edited}
        edit={edit}
        accounts={accounts}
      />
      <Lines
        title="Account: orders that a signal or a strategy sent there"
        lines={lines}
        kind="stand_ins"
        edited={edited}
        edit={edit}
        accounts={accounts}
      />
      {save.error ? <ErrorState inline title="Not saved" error={save.error} /> : null}
      <div className={css.foot}>
        <span className={css.dim}>
          {changes.length === 0
            ? `revision ${failover.revision}; nothing is changed, so nothing can be saved`
            : `${changes.length} changed`}
        </span>
        <span className={css.grow} />
        <Button type="submit" variant="filled" disabled={changes.length === 0} loading={save.isPending}>
          Save as r{failover.revision + 1}
        </Button>
      </div>
    </form>
  );
}

interface LinesProps {
  title: string;
  lines: readonly FailoverLine[];
  kind: FailoverLine['kind'];
  edited: ReadonlyMap<string, string[]>;
  edit: (line: FailoverLine, to: string[]) => void;
  accounts: readonly AccountDocument[];
}

function Lines({ title, lines, kind, edited, edit, accounts }: LinesProps) {
  const id = useId();
  const shown = lines.filter((line) => line.kind === kind);
  if (shown.length === 0) return null;
  return (
    <fieldset className={css.lines}>
      <legend className={css.caps}>{title}</legend>
      {shown.map((line) => {
        const to = edited.get(line.key) ?? line.to;
        const account = accounts.find((each) => each.name === line.from && kind === 'stand_ins');
        const changed = to.join() !== line.to.join();
        return (
          <div key={line.key} className={cx(css.line, changed && css.changed)}>
            <span className={css.from}>
              {account ? <ModeBadge mode={account.mode} testnet={account.testnet} small /> : null}
              <label htmlFor={`${id} ${line.key}`} className="num" title={line.from}>
                {line.from}
              </label>
            </span>
            <MultiSelect
              id={`${id} ${line.key}`}
              aria-label={`Who takes over from ${line.from}`}
              size="xs"
              placeholder={to.length === 0 ? 'nobody: they stay' : undefined}
              data={line.options}
              value={to}
              hidePickedOptions
              onChange={(value) => edit(line, value)}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
