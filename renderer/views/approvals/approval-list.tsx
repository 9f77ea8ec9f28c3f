import { IconAlertTriangle, IconBan, IconCheck } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatCountdown } from '../../widgets/format-time.ts';
import { SideTag } from '../../widgets/side-tag.tsx';
import { isExpired } from './approval-gate.ts';
import { doorWords, outlookWords, priceWords, sizeWords } from './approval-words.ts';
import css from './approvals.module.css';
import { useOutlook } from './use-outlook.ts';

/** So many rows tell what they would come to now; a flood must not ask for each. */
const TOLD = 12;
const ROW_EVERY_MS = 10_000;
const URGENT_MS = 60_000;

interface ApprovalListProps {
  approvals: readonly ApprovalDocument[];
  nowMs: number;
  selected: string | null;
  onSelect: (id: string) => void;
}

/** The inbox. Arrow keys, J and K move through it. */
export function ApprovalList({ approvals, nowMs, selected, onSelect }: ApprovalListProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>): void => {
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    const next = approvals[approvals.findIndex(({ id }) => id === selected) + step];
    if (!next) return;
    event.preventDefault();
    onSelect(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-approval="${next.id}"]`)?.focus();
  };
  return (
    <ul className={css.list} aria-label="Waiting for your yes" onKeyDown={onKeyDown}>
      {approvals.map((approval, index) => (
        <li key={approval.id}>
          <button
            type="button"
            data-approval={approval.id}
            className={cx(css.item, approval.id === selected && css.on)}
            aria-current={approval.id === selected ? 'true' : undefined}
            onClick={() => onSelect(approval.id)}
          >
            <span className={css.line}>
              <SideTag side={approval.signal.side} />
              <b className="num">{sizeWords(approval.signal)}</b>
              <span className={css.dim}>{priceWords(approval.signal)}</span>
              <span className={css.grow} />
              <Left approval={approval} nowMs={nowMs} />
            </span>
            <span className={css.line}>
              <span className={cx('num', css.strategy)}>{approval.signal.strategy_id ?? 'no strategy'}</span>
              <span className={css.dim}>by {doorWords(approval.door)}</span>
              <span className={css.grow} />
              <span className="num">{approval.signal.group ?? approval.account_name}</span>
            </span>
            {index < TOLD ? <Verdict approval={approval} /> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function Left({ approval, nowMs }: { approval: ApprovalDocument; nowMs: number }) {
  if (isExpired(approval, nowMs)) {
    return (
      <span className={css.expired}>
        <IconBan size={12} stroke={2} aria-hidden />
        expired
      </span>
    );
  }
  const leftMs = Date.parse(approval.expires_at) - nowMs;
  return (
    <span className={cx(css.left, leftMs <= URGENT_MS && css.urgent)}>
      {leftMs <= URGENT_MS ? <IconAlertTriangle size={12} stroke={2} aria-hidden /> : null}
      <span className="num">{formatCountdown(leftMs)}</span> left
    </span>
  );
}

function Verdict({ approval }: { approval: ApprovalDocument }) {
  const { outlook, error } = useOutlook(approval, ROW_EVERY_MS);
  if (error) return <span className={css.verdict}>No preview could be made</span>;
  if (!outlook) return <span className={css.verdict}>Asking the engine</span>;
  const { text, good } = outlookWords(outlook);
  const Glyph = good ? IconCheck : IconBan;
  return (
    <span className={cx(css.verdict, good ? css.good : css.bad)}>
      <Glyph size={12} stroke={2.2} aria-hidden />
      {text}
    </span>
  );
}
