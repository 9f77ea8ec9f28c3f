import type { StopWorkDocument } from '../../shared/schema/risk.ts';
import { stageWords } from '../state/stop-words.ts';
import { cx } from '../widgets/class-names.ts';
import { UNKNOWN } from '../widgets/format-decimal.ts';
import { Time } from '../widgets/time.tsx';
import css from './stop-band.module.css';

interface StopWorkProps {
  work: readonly StopWorkDocument[];
  flatten: boolean;
}

/** How far a stop has come with each account: what is still open, and why the last attempt was not enough. */
export function StopWork({ work, flatten }: StopWorkProps) {
  return (
    <table className={css.table} aria-label="Progress by account">
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col">Stage</th>
          <th scope="col" className={css.right}>
            Attempts
          </th>
          <th scope="col" className={css.right}>
            Open orders
          </th>
          {flatten ? (
            <th scope="col" className={css.right}>
              Positions
            </th>
          ) : null}
          <th scope="col">Last attempt</th>
          <th scope="col">As of</th>
        </tr>
      </thead>
      <tbody>
        {work.map((each) => (
          <tr key={each.account_name}>
            <th scope="row" className="num">
              {each.account_name}
            </th>
            <td>{stageWords(each)}</td>
            <td className={cx('num', css.right)}>{each.attempts}</td>
            <td className={cx('num', css.right)}>{each.open_orders}</td>
            {flatten ? <td className={cx('num', css.right)}>{each.positions ?? UNKNOWN}</td> : null}
            <td className={cx(each.error && css.bad)}>
              {each.error ? (
                <>
                  {each.error.message} <code>{each.error.code}</code>
                </>
              ) : (
                'nothing failed'
              )}
            </td>
            <td>
              <Time at={each.updated_at} ms={false} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
