import { useMemo } from 'react';
import { useLink } from '../../state/link.ts';
import { useArming } from '../../state/queries.ts';
import { fireGate } from './fire-gate.ts';
import type { FireGate } from './fire-gate.ts';
import type { Preview } from './use-preview.ts';

export function useFireGate(preview: Preview): FireGate {
  const link = useLink();
  const armed = useArming().data?.armed;
  return useMemo(
    () =>
      fireGate(
        preview,
        link,
        (armed ?? []).map((each) => each.account_name),
      ),
    [preview, link, armed],
  );
}
