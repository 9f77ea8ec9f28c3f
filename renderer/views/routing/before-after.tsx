import { cx } from '../../widgets/class-names.ts';
import css from './impact.module.css';
import { useShownRouting } from './routing-context.ts';

/** How many signals of the last 24 hours each touched account had, and would have had. */
export function BeforeAfter() {
  const { model } = useShownRouting();
  const touched = model.accounts.filter((card) => card.signals_before !== card.signals_after);
  if (touched.length === 0) return null;
  return (
    <>
      <h3 className={css.caps}>Before and after</h3>
      <table className={css.figures}>
        <thead>
          <tr>
            <th scope="col">Signals of mapped strategies, 24 h</th>
            <th scope="col">before</th>
            <th scope="col">after</th>
          </tr>
        </thead>
        <tbody>
          {touched.map((card) => (
            <tr key={card.account_name}>
              <th scope="row" className="num">
                {card.account_name}
              </th>
              <td className={cx('num', css.dim)}>{card.signals_before}</td>
              <td className="num">{card.signals_after}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
