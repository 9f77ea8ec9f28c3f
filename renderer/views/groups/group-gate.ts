import type { GroupPreviewDocument, GroupSignal, ShownGroup } from '../../../shared/schema/group.ts';
import type { LinkState } from '../../state/link.ts';
import { modeKind } from '../../widgets/mode.ts';
import type { ModeKind } from '../../widgets/mode.ts';

/** Whether the group can be fired now, and at what; or why not. */
export type GroupGate =
  | {
      ready: true;
      kind: Exclude<ModeKind, 'unknown'>;
      signal: GroupSignal;
      /** The group as the operator sees it: it is fired as that, or not at all. */
      shown: ShownGroup;
    }
  | { ready: false; kind: ModeKind; reason: string; arm: string | null };

interface Seen {
  signal: GroupSignal;
  preview: GroupPreviewDocument;
  /** Whether `preview` answers exactly this signal. */
  current: boolean;
  link: LinkState;
}

/** Decides from what is shown, so that nothing can be fired that the operator has not seen. */
export function groupGate({ signal, preview, current, link }: Seen): GroupGate {
  const { mode, testnet, revision, legs, placeable } = preview;
  const kind = modeKind(mode, testnet);
  const shut = (reason: string, arm: string | null = null): GroupGate => ({ ready: false, kind, reason, arm });
  if (link === 'stale') return shut('The engine is silent. Firing waits until it is heard again.');
  if (link !== 'live') return shut('The engine is not connected.');
  if (!current) return shut('Waiting for the preview of this signal.');
  if (preview.error) return shut(`Refused: ${preview.error.message}`);
  if (kind === 'unknown' || mode === null) return shut('The mode of this group is not known.');
  const disarmed = legs.find((leg) => leg.error?.code === 'ACCOUNT_DISARMED')?.account_name ?? null;
  if (placeable === 0) return shut('No leg can be placed.', disarmed);
  const failing = legs.length - placeable;
  if (failing > 0 && signal.unplaceable !== 'rest') {
    const words = failing === 1 ? '1 leg cannot be placed' : `${failing} legs cannot be placed`;
    return shut(`${words}, so nothing is sent. Mend it, or choose “Place the rest”.`, disarmed);
  }
  return { ready: true, kind, signal, shown: { revision, mode, testnet } };
}
