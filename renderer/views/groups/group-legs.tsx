import { IconBan, IconCheck } from '@tabler/icons-react';
import type { GroupPreviewDocument } from '../../../shared/schema/group.ts';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Num } from '../../widgets/money.tsx';
import { OwnerTag } from '../parts/owner-tag.tsx';
import css from './groups.module.css';

interface GroupLegsProps {
  preview: GroupPreviewDocument;
  base: string;
  quote: string;
}

/** What each account would send: its share, what the exchange's steps make of it, and why it could not. */
export function GroupLegs({ preview, base, quote }: GroupLegsProps) {
  const { legs, placeable, placed_amount, placed_notional, unallocated } = preview;
  return (
    <div className={css.legs}>
      <table className={css.table} aria-label="Legs">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Mode</th>
            <th scope="col" className={css.right}>
              Share
            </th>
            <th scope="col" className={css.right}>
              Order, {base}
            </th>
            <th scope="col" className={css.right}>
              Value, {quote}
            </th>
            <th scope="col" className={css.right}>
              Least
            </th>
            <th scope="col">Can be placed</th>
          </tr>
        </thead>
        <tbody>
          {legs.map((leg) => (
            <tr key={leg.account_name} className={cx(leg.error && css.cannot)}>
              <th scope="row" className="num">
                {leg.account_name} {leg.owner === null ? null : <OwnerTag owner={leg.owner} />}
              </th>
              <td>
                <ModeBadge mode={leg.mode} testnet={leg.testnet} dense />
              </td>
              <td className={css.right}>
                <Num value={leg.amount ?? leg.quote_amount} />
              </td>
              <td className={css.right}>
                <Num value={leg.order?.amount ?? null} />
              </td>
              <td className={css.right}>
                <Num value={leg.order?.notional ?? null} maxDecimals={2} />
              </td>
              <td className={css.right}>
                <Num value={leg.minimum?.amount ?? leg.minimum?.notional ?? null} />
              </td>
              <td>
                {leg.error ? (
                  <span className={css.bad} title={leg.error.message}>
                    <IconBan size={13} stroke={2} aria-hidden /> {leg.error.message} <code>{leg.error.code}</code>
                  </span>
                ) : (
                  <span className={css.good}>
                    <IconCheck size={13} stroke={2.2} aria-hidden /> yes
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
        legs, <Num value={placed_amount} /> {base}
        {placed_notional ? (
          <>
            {' '}
            for <Num value={placed_notional} maxDecimals={2} /> {quote}
          </>
        ) : null}
        {unallocated && unallocated !== '0' ? (
          <span className={css.dim}>
            , <Num value={unallocated} /> {preview.amount === null ? quote : base} goes to nobody
          </span>
        ) : null}
      </p>
    </div>
  );
}
