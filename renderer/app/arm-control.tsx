import { IconLock, IconLockOpen } from '@tabler/icons-react';
import { useDisarm } from '../state/disarm.ts';
import { useLink } from '../state/link.ts';
import { useNow } from '../state/now.ts';
import { useArming } from '../state/queries.ts';
import { openArmDialog } from '../state/window-state.ts';
import { cx } from '../widgets/class-names.ts';
import { formatCountdown } from '../widgets/format-time.ts';
import css from './arm-control.module.css';

/** Whether real orders can leave, for how long, and the way to change it. Disarming is always one click. */
export function ArmControl() {
  const arming = useArming().data;
  const now = useNow(500);
  const disarm = useDisarm();
  const disconnected = useLink() === 'disconnected';
  if (!arming || disconnected)
    return <div className={cx(css.arm, css.off)}>REAL {disconnected ? 'not known' : '…'}</div>;

  const { armed } = arming;
  if (armed.length > 0) {
    const first = armed.reduce((a, b) => (a.armed_until < b.armed_until ? a : b));
    const names = armed.map((each) => each.account_name).join(', ');
    return (
      <div className={cx(css.arm, css.armed)} role="group" aria-label={`Real trading armed: ${names}`}>
        <button type="button" className={css.state} title={`Armed: ${names}`} onClick={() => openArmDialog()}>
          <IconLockOpen size={15} stroke={2} aria-hidden />
          <b>REAL ARMED</b>
          <span className={cx('num', css.who)}>
            {armed.length === 1 ? first.account_name : `${armed.length} accounts`}
          </span>
          <span className={cx('num', css.left)}>{formatCountdown(Date.parse(first.armed_until) - now)}</span>
        </button>
        <button
          type="button"
          className={css.disarm}
          title="Disarm all, at once (Ctrl Shift D)"
          onClick={() => disarm.mutate(null)}
        >
          Disarm
        </button>
      </div>
    );
  }
  if (arming.real_accounts === 0) {
    return (
      <div
        className={cx(css.arm, css.off)}
        role="group"
        aria-label="Real trading off"
        title="No account in mode real is registered"
      >
        <IconLock size={15} stroke={1.8} aria-hidden />
        <b>REAL OFF</b>
      </div>
    );
  }
  return (
    <div className={css.arm} role="group" aria-label="Real trading disarmed">
      <IconLock size={15} stroke={1.8} aria-hidden />
      <b>REAL DISARMED</b>
      <button type="button" className={css.link} onClick={() => openArmDialog()}>
        Arm
      </button>
    </div>
  );
}
