import { Button } from '@mantine/core';
import { IconCircleX } from '@tabler/icons-react';
import { errorOf } from '../state/transport/request-error.ts';
import { cx } from './class-names.ts';
import css from './state-message.module.css';
import { Time } from './time.tsx';

export interface ErrorStateProps {
  /** What could not be done: "Orders could not be read". */
  title: string;
  /** An `ErrorDocument`, or anything that a query failed with. */
  error: unknown;
  /** ISO 8601. */
  lastGoodAt?: string | null | undefined;
  action?: { label: string; onClick: () => void } | undefined;
  /** On one line, for cards and rows. */
  inline?: boolean | undefined;
}

/** A failure: plain cause, code, last good time and a way to act. */
export function ErrorState({ title, error, lastGoodAt, action, inline }: ErrorStateProps) {
  const { code, message } = errorOf(error);
  return (
    <div className={cx(css.state, inline && css.inline)} role="alert">
      <IconCircleX size={inline ? 15 : 20} stroke={1.8} aria-hidden className={css.bad} />
      <b className={cx(css.title, css.bad)}>{title}</b>
      <p className={css.text}>
        {message} <code className={css.code}>{code}</code>
        {lastGoodAt ? (
          <>
            {' '}
            Last good <Time at={lastGoodAt} ms={false} /> UTC.
          </>
        ) : null}
      </p>
      {action ? (
        <div className={css.action}>
          <Button size="xs" onClick={action.onClick}>
            {action.label}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
