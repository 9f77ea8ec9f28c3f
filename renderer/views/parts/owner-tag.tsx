import { IconUser, IconUsers } from '@tabler/icons-react';
import css from './owner-tag.module.css';
import { SELF } from './self.ts';

/** Whose money an account holds. */
export function OwnerTag({ owner }: { owner: string }) {
  const Glyph = owner === SELF ? IconUser : IconUsers;
  return (
    <span className={css.owner}>
      <Glyph size={12} stroke={1.9} aria-hidden />
      {owner === SELF ? 'yours' : owner}
    </span>
  );
}
