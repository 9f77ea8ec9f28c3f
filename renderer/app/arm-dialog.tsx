import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { ArmConfirmationDocument } from '../../shared/schema/arming.ts';
import { closeArmDialog, useWindow } from '../state/window-state.ts';
import { ArmChoice } from './arm-choice.tsx';
import { ArmConfirm } from './arm-confirm.tsx';

/** Arms one real account for a time: choose, then type what the engine asks for. */
export function ArmDialog() {
  const { open, accountName } = useWindow((state) => state.armDialog);
  return (
    <Modal
      opened={open}
      onClose={closeArmDialog}
      title="Arm real trading"
      size={480}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {open ? <ArmSteps preset={accountName} /> : null}
    </Modal>
  );
}

function ArmSteps({ preset }: { preset: string | null }) {
  const [confirmation, setConfirmation] = useState<ArmConfirmationDocument | null>(null);
  if (confirmation) {
    return <ArmConfirm confirmation={confirmation} onBack={() => setConfirmation(null)} onDone={closeArmDialog} />;
  }
  return <ArmChoice preset={preset} onPrepared={setConfirmation} onCancel={closeArmDialog} />;
}
