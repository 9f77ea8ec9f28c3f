import { IconAlertTriangle, IconCheck, IconMinus, IconX } from '@tabler/icons-react';
import type { AccountTestDocument } from '../../../shared/schema/account.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { UNKNOWN, formatDecimal } from '../../widgets/format-decimal.ts';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import css from './account-detail.module.css';
import { testFindings } from './test-findings.ts';
import type { Finding } from './test-findings.ts';

export interface TestPanelProps {
  result: AccountTestDocument | undefined;
  testing: boolean;
  error: unknown;
}

/** What the last connection test found, permissions of the key above all. */
export function TestPanel({ result, testing, error }: TestPanelProps) {
  return (
    <Panel
      title="Connection test"
      note={testing ? 'asking the exchange' : result ? (result.ok ? 'passed' : 'failed') : 'not run yet'}
      className={css.fixed}
    >
      <div aria-live="polite">
        {error ? <ErrorState inline title="The test could not be run" error={error} /> : null}
        {testing ? (
          <div className={css.bones} aria-busy="true">
            {[0, 1, 2, 3].map((row) => (
              <Skeleton key={row} width="100%" height={14} />
            ))}
          </div>
        ) : result ? (
          <Findings result={result} />
        ) : (
          <p className={css.hint}>
            Asks the exchange for its markets, its clock, and what the key may do. It places no order.
          </p>
        )}
      </div>
    </Panel>
  );
}

const GLYPHS = { good: IconCheck, warn: IconAlertTriangle, bad: IconX, unknown: IconMinus } as const;

function Findings({ result }: { result: AccountTestDocument }) {
  return (
    <>
      {result.error ? <ErrorState inline title="Not usable as it is" error={result.error} /> : null}
      <dl className={css.findings}>
        {testFindings(result, (figure) => (figure === null ? UNKNOWN : formatDecimal(String(figure)))).map(
          (finding) => (
            <div key={finding.label} className={cx(css.finding, css[finding.tone])}>
              <dt>
                <Glyph tone={finding.tone} />
                {finding.label}
              </dt>
              <span className={css.leader} aria-hidden />
              <dd className="num">{finding.value}</dd>
              {finding.advice ? <p className={css.advice}>{finding.advice}</p> : null}
            </div>
          ),
        )}
      </dl>
      {/* What the exchange says of a risky key is said above, with what to do. */}
      {result.key?.note && result.key.can_withdraw !== true && result.key.ip_restricted !== false ? (
        <p className={css.hint}>{result.key.note}</p>
      ) : null}
    </>
  );
}

function Glyph({ tone }: { tone: Finding['tone'] }) {
  const Shape = GLYPHS[tone];
  return <Shape size={14} stroke={2} aria-hidden />;
}
