import { AccountStrip } from './account-strip.tsx';
import css from './desk-view.module.css';
import { RoutePreview } from './route-preview.tsx';
import { RoutingLog } from './routing-log.tsx';
import { SignalTicket } from './signal-ticket.tsx';
import { useFire } from './use-fire.ts';
import { useFireGate } from './use-fire-gate.ts';
import { usePreview } from './use-preview.ts';

/** Is all well, and what happens if I fire this? */
export default function DeskView() {
  const preview = usePreview();
  const gate = useFireGate(preview);
  const fire = useFire();
  return (
    <div className={css.desk}>
      <AccountStrip />
      <div className={css.middle}>
        <SignalTicket preview={preview} gate={gate} fire={fire} />
        <RoutePreview preview={preview} gate={gate} fire={fire} />
      </div>
      <RoutingLog />
    </div>
  );
}
