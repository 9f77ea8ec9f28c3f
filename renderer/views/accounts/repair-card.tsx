import { IconTool } from '@tabler/icons-react';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import css from './account-detail.module.css';
import { repairHint } from './repair-hint.ts';

/** What is wrong with a broken account, and which variable repairs it. */
export function RepairCard({ account }: { account: AccountDocument }) {
  if (!account.error) return null;
  const hint = repairHint(account);
  return (
    <section className={css.repair} aria-label={`How to repair ${account.name}`}>
      <h3 className={css.repairTitle}>
        <IconTool size={16} stroke={1.9} aria-hidden />
        This account cannot be used
      </h3>
      <p>
        {account.error.message} <code>{account.error.code}</code>
      </p>
      {hint ? (
        <>
          <ul className={css.variables} aria-label="Variables to set">
            {hint.variables.map((variable) => (
              <li key={variable}>
                <CopyId id={variable} label="variable" />
              </li>
            ))}
          </ul>
          <p>{hint.advice} Then start the console again.</p>
        </>
      ) : null}
      <p className={css.dim}>It is listed, and never traded. The other accounts are not touched by it.</p>
    </section>
  );
}
