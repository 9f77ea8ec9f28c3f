import { useMemo } from 'react';
import { useLink } from '../../state/link.ts';
import { useStatuses } from '../../state/queries.ts';
import { fireGate } from './fire-gate.ts';
import type { FireGate } from './fire-gate.ts';
import type { Preview } from './use-preview.ts';

export function useFireGate(preview: Preview): FireGate {
  const link = useLink();
  const statuses = useStatuses().data;
  return useMemo(() => fireGate(preview, link, statuses ?? []), [preview, link, statuses]);
}
