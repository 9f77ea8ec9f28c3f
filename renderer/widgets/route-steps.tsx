import { IconBan, IconCheck, IconChevronRight, IconMinus, IconPointFilled } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import type { Candidate, DecisionDocument, TraceStep } from '../../shared/schema/decision.ts';
import type { ErrorDocument } from '../../shared/schema/error-code.ts';
import { CheckCount, CheckList } from './check-list.tsx';
import { cx } from './class-names.ts';
import { ModeBadge } from './mode-badge.tsx';
import { failedStep, saidByCheck } from './route-steps-model.ts';
import css from './route-steps.module.css';
import { SourceChip } from './source-chip.tsx';

export interface RouteStepsProps {
  decision: DecisionDocument;
  /** Content of the last step: the order that would leave, or that left. Null while there is none. */
  order: ReactNode;
  /** Head of the last step beside the word "Order". */
  orderHead?: ReactNode;
  error: ErrorDocument | null;
  /** One column and all reasons in full, for drawers. */
  detailed?: boolean | undefined;
}

const STEPS = ['exchange', 'failover', 'account'] as const;
const NAMES = { exchange: 'Exchange', failover: 'Failover', account: 'Account' } as const;

/** A decision as the ladder that it is: exchange, failover, account, checks, order; each with what it considered. */
export function RouteSteps({ decision, order, orderHead, error, detailed = false }: RouteStepsProps) {
  const failed = failedStep(decision, error);
  return (
    <ol className={cx(css.steps, detailed && css.detailed)} aria-label="Route">
      {STEPS.map((name, index) => {
        const step = decision.trace.find((each) => each.step === name);
        return (
          <Step key={name} number={index + 1} name={NAMES[name]} failed={failed === name} skipped={!step}>
            {step ? (
              <TierStep step={step} decision={decision} error={failed === name ? error : null} detailed={detailed} />
            ) : (
              <Head name={NAMES[name]}>
                <span className={css.dim}>not reached</span>
              </Head>
            )}
          </Step>
        );
      })}
      <Step number={4} name="Checks" failed={failed === 'checks'} skipped={decision.checks.length === 0}>
        <Head name="Checks">
          {decision.checks.length > 0 ? (
            <CheckCount checks={decision.checks} />
          ) : (
            <span className={css.dim}>not reached</span>
          )}
        </Head>
        {failed === 'checks' && error && !saidByCheck(decision, error) ? <Failure error={error} /> : null}
        {decision.checks.length > 0 ? <CheckList checks={decision.checks} narrow={detailed} /> : null}
      </Step>
      <Step number={5} name="Order" failed={failed === 'order'} skipped={!order} last>
        <Head name="Order">{orderHead ?? (order ? null : <span className={css.dim}>none, nothing is sent</span>)}</Head>
        {order}
        {failed === 'order' && error ? <Failure error={error} /> : null}
      </Step>
    </ol>
  );
}

interface StepProps {
  number: number;
  name: string;
  failed: boolean;
  skipped: boolean;
  last?: boolean;
  children: ReactNode;
}

function Step({ number, name, failed, skipped, last, children }: StepProps) {
  return (
    <li className={cx(css.step, last && css.last, skipped && css.skipped)} aria-label={`${number}. ${name}`}>
      <span aria-hidden className={cx('num', css.number, failed && css.bad)}>
        {failed ? <IconBan size={13} stroke={2.2} /> : number}
      </span>
      <div className={css.content}>{children}</div>
    </li>
  );
}

function Head({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.head}>
      <span className={css.name}>{name}</span>
      {children}
    </div>
  );
}

interface TierStepProps {
  step: TraceStep;
  decision: DecisionDocument;
  error: ErrorDocument | null;
  detailed: boolean;
}

function TierStep({ step, decision, error, detailed }: TierStepProps) {
  const chosen = step.outcome === 'chosen' && step.value !== null;
  return (
    <>
      <Head name={NAMES[step.step]}>
        {chosen ? <b className={cx('num', css.value)}>{step.value}</b> : null}
        {step.outcome === 'not_needed' ? <span className={css.plain}>not needed</span> : null}
        {step.outcome === 'refused' ? <span className={css.refused}>refused</span> : null}
        {chosen && step.step === 'account' ? <ModeBadge mode={decision.mode} testnet={decision.testnet} small /> : null}
        {chosen && step.source ? <SourceChip source={step.source} /> : null}
        {detailed || error ? null : (
          <span className={css.reason} title={step.reason}>
            {step.reason}
          </span>
        )}
      </Head>
      {step.considered.length > 0 ? (
        <div className={css.ladder}>
          {step.considered.map((candidate, index) => (
            <Fragment key={`${candidate.source} ${index}`}>
              {index > 0 && !detailed ? <IconChevronRight size={12} aria-hidden className={css.arrow} /> : null}
              <Tier candidate={candidate} detailed={detailed} />
            </Fragment>
          ))}
        </div>
      ) : null}
      {detailed && step.considered.length === 0 ? <p className={css.full}>{step.reason}</p> : null}
      {error ? <Failure error={error} /> : null}
    </>
  );
}

const GLYPHS = {
  chosen: IconCheck,
  absent: IconMinus,
  overruled: IconPointFilled,
  not_reached: IconPointFilled,
  refused: IconBan,
} as const;

function Tier({ candidate, detailed }: { candidate: Candidate; detailed: boolean }) {
  const Glyph = GLYPHS[candidate.verdict];
  const words = `${candidate.verdict.replace('_', ' ')}: ${candidate.reason}`;
  const chip = (
    <span className={cx(css.tier, css[candidate.verdict])} title={words}>
      <Glyph size={12} stroke={2.1} role="img" aria-label={candidate.verdict.replace('_', ' ')} />
      <em>{tierWord(candidate.source)}</em>
      <code className={cx(candidate.value === null && css.none)}>{candidate.value ?? 'none'}</code>
    </span>
  );
  if (!detailed) return chip;
  return (
    <span className={css.tierRow}>
      {chip}
      <span className={css.why}>{candidate.reason}</span>
    </span>
  );
}

function tierWord(source: Candidate['source']): string {
  if (source === 'signal' || source === 'signal.account_name') return 'signal';
  return source === 'strategy_policy' ? 'strategy' : source;
}

function Failure({ error }: { error: ErrorDocument }) {
  return (
    <p className={css.failure} role="alert">
      {error.message} <code>{error.code}</code>
    </p>
  );
}
