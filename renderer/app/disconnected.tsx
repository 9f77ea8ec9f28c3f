import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { retryLink } from '../state/follow-engine.ts';
import { useLinkStore } from '../state/link.ts';
import { useNow } from '../state/now.ts';
import { formatTime } from '../widgets/format-time.ts';
import css from './disconnected.module.css';

/** In place of the view while the engine cannot be reached: no old number may pass for a current one. */
export function Disconnected() {
  const { retryAtMs, lastFrameAtMs } = useLinkStore();
  const now = useNow(250);
  const seconds = retryAtMs === null ? 0 : Math.max(0, Math.ceil((retryAtMs - now) / 1_000));
  return (
    <div className={css.page} role="alert">
      <IconPlugConnectedX size={28} stroke={1.5} aria-hidden className={css.glyph} />
      <h1 className={css.title}>Engine not reachable</h1>
      <p className={css.text}>
        Figures are hidden, because they may no longer be true. Orders that were sent are not touched by this: the
        engine settles them when it runs.
      </p>
      <p className={css.figures}>
        {seconds > 0 ? `Next try in ${seconds} s` : 'Trying now'}
        {lastFrameAtMs === null
          ? null
          : `, last heard at ${formatTime(new Date(lastFrameAtMs).toISOString(), false)} UTC`}
      </p>
      <Button onClick={retryLink}>Retry now</Button>
    </div>
  );
}
