import { Modal } from '@mantine/core';
import { closeArmDialog, useWindow } from '../state/window-state.ts';
import { ArmChoice } from './arm-choice.tsx';

/** Arms one real account for a time: chosen here, and confirmed by typing outside of this page. */
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
      {open ? <ArmChoice preset={accountName} onDone={closeArmDialog} /> : null}
    </Modal>
  );
}
