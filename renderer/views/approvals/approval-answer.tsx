import { Button } from '@mantine/core';
import { IconBoltFilled, IconFile, IconFlask2, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import { openArmDialog } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { approve, decline, useAnswers } from './answers.ts';
import type { ApprovalGate } from './approval-gate.ts';
import css from './approvals.module.css';

const LOOKS = {
  paper: { words: 'Approve on paper', Glyph: IconFile },
  testnet: { words: 'Approve on testnet', Glyph: IconFlask2 },
  real: { words: 'Approve REAL order…', Glyph: IconBoltFilled },
} as const;

interface ApprovalAnswerProps {
  approval: ApprovalDocument;
  gate: ApprovalGate;
}

/** Yes or no. A yes to real money is asked for once more, outside of this page. */
export function ApprovalAnswer({ approval, gate }: ApprovalAnswerProps) {
  const busy = useAnswers((answers) => answers.busy[approval.id]);
  const reasonId = useId();
  const look = gate.kind === 'unknown' ? null : LOOKS[gate.kind];
  return (
    <footer className={css.answer}>
      <Button
        leftSection={<IconX size={14} stroke={2} aria-hidden />}
        disabled={busy !== undefined}
        loading={busy === 'decline'}
        onClick={() => void decline(approval)}
      >
        Decline
      </Button>
      <span className={css.why}>
        {busy === 'approve' ? (
          <DisabledReason id={reasonId}>
            {gate.kind === 'real' ? 'Waiting for your yes in the confirmation.' : 'Being fired.'}
          </DisabledReason>
        ) : gate.ready ? null : (
          <DisabledReason id={reasonId}>{gate.reason}</DisabledReason>
        )}
        {!gate.ready && gate.arm !== null && busy === undefined ? (
          <Button size="xs" onClick={() => openArmDialog(gate.arm)}>
            Arm
          </Button>
        ) : null}
      </span>
      <button
        type="button"
        className={cx(css.approve, look && gate.kind !== 'unknown' && css[gate.kind])}
        disabled={!gate.ready || busy !== undefined}
        aria-describedby={gate.ready && busy === undefined ? undefined : reasonId}
        onClick={() => gate.ready && void approve(approval, gate.shown)}
      >
        {look ? <look.Glyph size={15} stroke={2} aria-hidden /> : null}
        {busy === 'approve' ? 'Approving' : (look?.words ?? 'Approve')}
      </button>
    </footer>
  );
}
