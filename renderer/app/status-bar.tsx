import { IconAlertTriangle, IconCircleCheck, IconLoader2, IconPlugConnectedX } from '@tabler/icons-react';
import { connection } from '../state/api.ts';
import { useLinkStore } from '../state/link.ts';
import type { LinkState } from '../state/link.ts';
import { useNow } from '../state/now.ts';
import { useRouting, useSystem } from '../state/queries.ts';
import { cx } from '../widgets/class-names.ts';
import { UNKNOWN } from '../widgets/format-decimal.ts';
import { formatDateTime, formatSpan } from '../widgets/format-time.ts';
import css from './status-bar.module.css';

const LINKS = {
  connecting: { Glyph: IconLoader2, words: 'Connecting to the engine' },
  live: { Glyph: IconCircleCheck, words: 'Engine connected' },
  stale: { Glyph: IconAlertTriangle, words: 'Engine silent' },
  disconnected: { Glyph: IconPlugConnectedX, words: 'Engine not reachable' },
} as const satisfies Record<LinkState, unknown>;

/** The link to the engine and the facts that tell one engine from another. */
export function StatusBar() {
  const link = useLinkStore();
  const now = useNow();
  const system = useSystem().data;
  const routing = useRouting().data;
  const known = link.state !== 'disconnected';
  const { Glyph, words } = LINKS[link.state];
  const commit = known ? system?.journal_commit_ms : null;
  const silent = link.lastFrameAtMs === null ? '' : ` for ${formatSpan(now - link.lastFrameAtMs)}`;
  return (
    <footer className={css.bar}>
      <span className={cx(css.item, css[link.state])} role="status">
        <Glyph size={12} stroke={2} aria-hidden />
        {words}
        {link.state === 'stale' ? silent : null}
      </span>
      <span className={css.item} title="How long the last durable commit of the order journal took">
        journal commit <b className="num">{commit == null ? UNKNOWN : `${commit.toFixed(1)} ms`}</b>
      </span>
      <span className={css.grow} />
      {system && known ? (
        <span className={cx(css.item, css.folder)} title={`Data directory ${system.data_dir}`}>
          data <b className="num">{shortPath(system.data_dir)}</b>
        </span>
      ) : null}
      <span className={css.item}>
        door <b>{connection.door === 'desktop' ? 'desktop window' : 'web page'}</b>
      </span>
      <span className={css.item} title="Revision of the strategy maps">
        mapping rev <b className="num">{routing && known ? `r${routing.revision}` : UNKNOWN}</b>
      </span>
      <span className={cx('num', css.item)}>{formatDateTime(now)} UTC</span>
    </footer>
  );
}

/** The last two folders: enough to tell data directories apart. */
export function shortPath(path: string): string {
  const parts = path.split(/[\\/]+/).filter(Boolean);
  return parts.length <= 2 ? path : `…/${parts.slice(-2).join('/')}`;
}
