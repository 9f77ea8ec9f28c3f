import { Button } from '@mantine/core';
import { IconLock, IconLockOpen } from '@tabler/icons-react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import { useDisarm } from '../../state/disarm.ts';
import { useNow } from '../../state/now.ts';
import { useArming } from '../../state/queries.ts';
import { openArmDialog } from '../../state/window-state.ts';
import { formatCountdown } from '../../widgets/format-time.ts';
import css from './account-detail.module.css';

/** Whether orders of this account can spend money now. */
export function ArmState({ status }: { status: AccountStatusDocument }) {
  const { account } = status;
  const armed = useArming().data?.armed.find((each) => each.account_name === account.name);
  const now = useNow(500);
  const disarm = useDisarm();
  if (account.mode === 'paper') return <span className={css.dim}>paper: never real</span>;
  if (!armed) {
    return (
      <span className={css.arm}>
        <IconLock size={14} stroke={1.9} aria-hidden />
        disarmed
        <Button size="xs" onClick={() => openArmDialog(account.name)}>
          Arm
        </Button>
      </span>
    );
  }
  return (
    <span className={css.arm}>
      <IconLockOpen size={14} stroke={1.9} aria-hidden className={css.real} />
      <b className={css.real}>armed</b>
      <span className="num">{formatCountdown(Date.parse(armed.armed_until) - now)}</span>
      <Button size="xs" onClick={() => disarm.mutate(account.name)}>
        Disarm
      </Button>
    </span>
  );
}
