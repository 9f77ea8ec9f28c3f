import { moneyFormat } from '../../../widgets/format-decimal.ts';
import { formatDateTime } from '../../../widgets/format-time.ts';
import { Num } from '../../../widgets/money.tsx';
import { Delta } from '../../../widgets/delta.tsx';
import css from '../account-detail.module.css';
import { percentWords, tablePoints } from './equity-model.ts';
import type { CurvePoint } from './equity-model.ts';

/** The curve as figures, newest first. */
export function EquityTable({ points, worstAtMs }: { points: readonly CurvePoint[]; worstAtMs: number | null }) {
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label="Equity as a table">
      <table className={css.table} aria-label="Equity">
        <thead>
          <tr>
            <th scope="col">Time UTC</th>
            <th scope="col">Equity</th>
            <th scope="col">Profit</th>
            <th scope="col">Drawdown</th>
          </tr>
        </thead>
        <tbody>
          {tablePoints(points, worstAtMs).map((point) => (
            <tr key={point.time}>
              <th scope="row" className="num">
                {formatDateTime(point.atMs)}
              </th>
              <td>
                <Num value={point.equity} {...moneyFormat(point.equity)} />
              </td>
              <td>
                <Delta value={point.profit} />
              </td>
              <td className="num">
                {percentWords(point.drawdown)}
                {point.atMs === worstAtMs ? ' worst' : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
