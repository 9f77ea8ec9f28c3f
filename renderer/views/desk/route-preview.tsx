import { IconRefresh, IconRoute2 } from '@tabler/icons-react';
import { useNow } from '../../state/now.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { IconButton } from '../../widgets/icon-button.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { RouteSteps } from '../../widgets/route-steps.tsx';
import type { FireGate } from './fire-gate.ts';
import { OrderLine } from './order-line.tsx';
import { OrderReceipt } from './order-receipt.tsx';
import css from './route-preview.module.css';
import type { Fire } from './use-fire.ts';
import type { Preview } from './use-preview.ts';

interface RoutePreviewProps {
  preview: Preview;
  gate: FireGate;
  fire: Fire;
}

/** What would happen: the engine's own dry run, its order, and the button that fires it. */
export function RoutePreview({ preview, gate, fire }: RoutePreviewProps) {
  const { document, recomputing } = preview;
  return (
    <Panel
      title="Live route preview"
      note={<span className={css.note}>dry run through the engine, not a copy of its rules</span>}
      actions={
        <>
          <Freshness preview={preview} />
          <IconButton icon={IconRefresh} label="Preview again" onClick={preview.refresh} disabled={document === null} />
        </>
      }
    >
      <div className={css.body}>
        <div
          className={cx(css.route, recomputing && css.recomputing)}
          aria-busy={recomputing}
          tabIndex={0}
          role="region"
          aria-label="Route of this ticket"
        >
          <Route preview={preview} />
        </div>
        <OrderReceipt preview={preview} gate={gate} fire={fire} />
      </div>
    </Panel>
  );
}

function Route({ preview }: { preview: Preview }) {
  const { document, error } = preview;
  if (error) {
    return (
      <ErrorState title="No preview" error={error} action={{ label: 'Preview again', onClick: preview.refresh }} />
    );
  }
  if (!document) {
    return (
      <EmptyState icon={IconRoute2} title="The route appears here">
        Exchange, failover, account, checks and the exact order, as soon as the ticket is complete. Nothing is sent
        while you type.
      </EmptyState>
    );
  }
  return (
    <RouteSteps
      decision={document.decision}
      error={document.error}
      orderHead={document.order ? <OrderLine order={document.order} /> : undefined}
      order={
        document.order?.note ? <p className={css.orderNote}>{document.order.note}</p> : document.order ? <></> : null
      }
    />
  );
}

function Freshness({ preview }: { preview: Preview }) {
  const now = useNow(1_000);
  if (!preview.reading.ok || !preview.document) return null;
  if (preview.recomputing) {
    return (
      <span className={cx(css.fresh, css.busy)} role="status">
        recomputing
      </span>
    );
  }
  const seconds = Math.max(0, Math.floor((now - preview.updatedAtMs) / 1_000));
  return <span className={cx('num', css.fresh)}>{seconds === 0 ? 'just now' : `${seconds} s ago`}</span>;
}
