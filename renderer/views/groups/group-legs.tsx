import { IconBan, IconCheck } from '@tabler/icons-react';
import { isZero } from '../../../shared/money/decimal.ts';
import type { GroupPreviewDocument, LegMinimum } from '../../../shared/schema/group.ts';
import { useArming, useStops } from '../../state/queries.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { ArmedLeft } from '../parts/armed-left.tsx';
import { OwnerTag } from '../parts/owner-tag.tsx';
import { StopMark } from '../parts/stop-mark.tsx';
import css from './leg-table.module.css';

interface GroupLegsProps {
  preview: GroupPreviewDocument;
  base: string;
  quote: string;
}

/** What each account would send: its share, what the exchange's steps make of it, and why it could not. */
export function GroupLegs({ preview, base, quote }: GroupLegsProps) {
  const { legs, placeable, placed_amount, placed_notional, unallocated } = preview;
  const inBase = preview.quote_amount === null;
  return (
    <div className={css.legs}>
      <table className={cx(css.table, css.preview)} aria-label="Legs">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={css.right}>
              Share, {inBase ? base : quote}
            </th>
            <th scope="col" className={css.right}>
              Order, {base}
            </th>
            <th scope="col" className={css.right}>
              Value, {quote}
            </th>
            <th scope="col" className={css.right}>
              Exchange’s minimum
            </th>
            <th scope="col">Can be placed</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <tr key={leg.account_name} className={cx(leg.error && css.cannot)}>
              <th scope="row">
                <span className={css.account}>
                  <span className="num">{leg.account_name}</span>
                  <ModeBadge mode={leg.mode} testnet={leg.testnet} dense />
                  {leg.owner === null || leg.owner === 'me' ? null : <OwnerTag owner={leg.owner} />}
                  <LegState name={leg.account_name} owner={leg.owner} />
                </span>
              </th>
              <td className={css.right}>
                <Num value={leg.amount ?? leg.quote_amount} maxDecimals={8} />
              </td>
              <td className={css.right}>
                <Num value={leg.order?.amount ?? null} />
              </td>
              <td className={css.right}>
                <Num value={leg.order?.notional ?? null} maxDecimals={2} />
              </td>
              <td className={css.right}>
                <Least minimum={leg.minimum} base={base} quote={quote} />
              </td>
              <td className={css.verdict}>
                {leg.error ? (
                  <span className={css.bad}>
                    <IconBan size={13} stroke={2} aria-hidden />
                    <span>
                      {leg.error.message} <code>{leg.error.code}</code>
                    </span>
                  </span>
                ) : (
                  <span className={css.good}>
                    <IconCheck size={13} stroke={2.2} aria-hidden />
                    <span>yes</span>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.sum}>
        <b className="num">
          {placeable} of {legs.length}
        </b>{' '}
        legs can be placed
        {placeable === 0 ? null : (
          <>
            : <Num value={placed_amount} /> {base}
          </>
        )}
        {placed_notional && placeable > 0 ? (
          <>
            , about <Num value={placed_notional} maxDecimals={2} /> {quote}
          </>
        ) : null}
        {unallocated && !isZero(unallocated) ? (
          <span className={css.dim}>
            . <Num value={unallocated} /> {inBase ? base : quote} goes to nobody
          </span>
        ) : null}
        .
      </p>
    </div>
  );
}

/** What holds the account of a leg, or for how long real orders of it can still leave. */
function LegState({ name, owner }: { name: string; owner: string | null }) {
  const armed = useArming().data?.armed.find((each) => each.account_name === name);
  const stops = stopsHolding(useStops().data?.stops ?? [], { name, owner: owner ?? '' });
  return (
    <>
      <StopMark stops={stops} small />
      {armed ? <ArmedLeft until={armed.armed_until} /> : null}
    </>
  );
}

/** What the exchange takes at least, in both units where it says both. */
function Least({ minimum, base, quote }: { minimum: LegMinimum | null; base: string; quote: string }) {
  if (minimum?.amount && minimum.notional) {
    return (
      <>
        <Num value={minimum.amount} /> {base}, <Num value={minimum.notional} /> {quote}
      </>
    );
  }
  if (minimum?.amount) {
    return (
      <>
        <Num value={minimum.amount} /> {base}
      </>
    );
  }
  if (minimum?.notional) {
    return (
      <>
        <Num value={minimum.notional} /> {quote}
      </>
    );
  }
  return <Num value={null} />;
}
