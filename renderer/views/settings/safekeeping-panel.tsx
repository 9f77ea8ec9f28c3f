import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { IconCopyPlus } from '@tabler/icons-react';
import type { AuditHeadDocument } from '../../../shared/schema/audit.ts';
import type { BackupDocument } from '../../../shared/schema/backup.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { formatDateTime } from '../../widgets/format-time.ts';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Age } from '../../widgets/time.tsx';
import { bytesWords } from './bytes-words.ts';
import css from './safekeeping-panel.module.css';

const REFRESH_MS = 30_000;

const CAUSES: Record<BackupDocument['cause'], string> = {
  schedule: 'daily',
  migration: 'before an upgrade',
  asked: 'asked for',
  restore: 'before a restore',
};

/** The newest entry of the audit chain, and the copies of the journal. */
export function SafekeepingPanel() {
  const head = useQuery(api.safekeeping.auditHead.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const backups = useQuery(api.safekeeping.backups.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const [last] = backups.data ?? [];
  const backUp = useMutation(
    api.safekeeping.backUp.mutationOptions({
      onSuccess: (made) => {
        announce('polite', `Backup made: ${nameOf(made.file)}`);
        void queryClient.invalidateQueries({ queryKey: api.safekeeping.backups.queryKey() });
      },
      onError: (error) => showError('No backup was made', error),
    }),
  );
  return (
    <Panel
      title="Safekeeping"
      note={
        last ? (
          <>
            last backup <Age at={last.at} /> ago
          </>
        ) : undefined
      }
      actions={
        <Button
          size="xs"
          leftSection={<IconCopyPlus size={13} aria-hidden />}
          loading={backUp.isPending}
          onClick={() => backUp.mutate()}
        >
          Back up now
        </Button>
      }
      className={css.panel}
    >
      {head.data ? (
        <Head head={head.data} />
      ) : head.error ? (
        <ErrorState inline title="The audit chain could not be read" error={head.error} />
      ) : (
        <Bones />
      )}
      {backups.data ? (
        backups.data.length === 0 ? (
          <EmptyState title="No backup yet">
            The journal is copied daily while the console runs, and before every upgrade.
          </EmptyState>
        ) : (
          <Backups backups={backups.data} />
        )
      ) : backups.error ? (
        <ErrorState inline title="The backups could not be listed" error={backups.error} />
      ) : (
        <Bones />
      )}
    </Panel>
  );
}

function Head({ head }: { head: AuditHeadDocument }) {
  return (
    <div className={css.head}>
      <p>
        Audit chain at entry <b className="num">{formatDecimal(String(head.seq))}</b>
        {head.at ? <>, {formatDateTime(Date.parse(head.at))} UTC</> : ', still empty'}
      </p>
      <CopyId id={head.hash} label="audit head" className={css.hash} />
      <p className={css.dim}>
        Kept elsewhere, this hash shows later whether entries were cut off: <code>qt audit verify --expect</code>.
      </p>
    </div>
  );
}

function Backups({ backups }: { backups: readonly BackupDocument[] }) {
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label="Backups">
      <table className={css.table} aria-label="Backups">
        <thead>
          <tr>
            <th scope="col">Made, UTC</th>
            <th scope="col">Why</th>
            <th scope="col">Size</th>
            <th scope="col">Audit entry</th>
            <th scope="col">File</th>
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <tr key={backup.file}>
              <td className="num">{formatDateTime(Date.parse(backup.at))}</td>
              <td>{CAUSES[backup.cause]}</td>
              <td className="num">{bytesWords(backup.bytes)}</td>
              <td className="num">{formatDecimal(String(backup.audit_head.seq))}</td>
              <td className="num" title={backup.file}>
                {nameOf(backup.file)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Bones() {
  return (
    <div className={css.bones} aria-busy="true">
      <Skeleton width="60%" height={14} />
      <Skeleton width="100%" height={14} />
    </div>
  );
}

const nameOf = (file: string): string => file.split(/[\\/]/).at(-1) ?? file;
