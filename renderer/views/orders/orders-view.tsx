import type { GridApi } from 'ag-grid-community';
import { useEffect, useRef, useState } from 'react';
import { useLink, useLinkStore } from '../../state/link.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { cx } from '../../widgets/class-names.ts';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import { FilterBar } from './filter-bar.tsx';
import { linesOf } from './export-rows.ts';
import { OpenPanel } from './open-panel.tsx';
import type { OpenTab } from './open-panel.tsx';
import { OrderDrawer } from './order-drawer.tsx';
import css from './orders-view.module.css';
import { PastPanel } from './past-panel.tsx';
import { useExport } from './use-export.ts';
import { useOpenOrders } from './use-open-orders.ts';
import { useRowKeys } from './use-row-keys.ts';

/** What is open, what happened to everything else, and what was traded. */
export default function OrdersView() {
  const [tab, setTab] = useState<OpenTab>('open');
  const [opened, setOpened] = useState<{ id: string; takeFocus: boolean } | null>(null);
  const returnTo = useRef<HTMLElement | null>(null);
  const symbol = useRef<HTMLInputElement>(null);
  const view = useRef<HTMLDivElement>(null);
  const grids = useRef<{ open?: GridApi; past?: GridApi }>({});
  const open = useOpenOrders();
  const exporting = useExport();
  const exportPast = useRef<() => void>(() => {});
  useShortcut('/', () => symbol.current?.focus());

  const openOrder = (id: string, by: 'mouse' | 'key'): void => {
    if (by === 'key' && document.activeElement instanceof HTMLElement) returnTo.current = document.activeElement;
    setOpened({ id, takeFocus: by === 'key' });
  };
  const close = (): void => {
    setOpened(null);
    if (opened?.takeFocus) returnTo.current?.focus();
  };

  /** The list that the operator is in: the upper one only while the focus is there. */
  const inOpen = (): boolean =>
    view.current?.querySelector('[data-panel="open"]')?.contains(document.activeElement) ?? false;
  useRowKeys(() => (inOpen() ? grids.current.open : (grids.current.past ?? grids.current.open)));
  useShortcut('ctrl+e', () => {
    const day = new Date().toISOString().slice(0, 10);
    if (inOpen()) exporting.start(`open-orders-${day}.csv`, () => linesOf(open.rows));
    else exportPast.current();
  });

  const onEscape = useRef(close);
  useEffect(() => {
    onEscape.current = close;
  });
  useEffect(() => {
    if (opened === null) return undefined;
    // What had the focus may be gone, as a form that was sent: then the key comes to nobody.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.activeElement === document.body) onEscape.current();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [opened]);

  return (
    <div
      ref={view}
      role="group"
      aria-label="Orders and the open one"
      className={cx(css.view, opened !== null && css.withDrawer)}
      onKeyDown={(event) => {
        // What floats above the lists is closed by its own Escape.
        if (!(event.target instanceof Node) || !event.currentTarget.contains(event.target)) return;
        if (event.key === 'Escape' && opened !== null && !event.defaultPrevented) close();
      }}
    >
      <FilterBar symbolRef={symbol} />
      <StaleNote />
      <div className={css.lists}>
        <OpenPanel
          tab={tab}
          onTab={setTab}
          open={open}
          opened={opened?.id ?? null}
          onOpen={openOrder}
          onReady={(api) => {
            grids.current.open = api;
          }}
        />
        <PastPanel
          opened={opened?.id ?? null}
          onOpen={openOrder}
          onReady={(api) => {
            grids.current.past = api;
          }}
          exporting={exporting}
          onExporter={(run) => {
            exportPast.current = run;
          }}
        />
      </div>
      {opened === null ? null : (
        <OrderDrawer {...opened} onOpen={(id) => setOpened({ id, takeFocus: true })} onClose={close} />
      )}
    </div>
  );
}

function StaleNote() {
  const link = useLink();
  const last = useLinkStore((state) => state.lastFrameAtMs);
  if (link !== 'stale') return null;
  return (
    <div className={css.stale}>
      <StaleMark since={last === null ? null : new Date(last).toISOString()} />
    </div>
  );
}
