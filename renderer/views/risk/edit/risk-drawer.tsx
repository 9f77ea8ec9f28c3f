import { Drawer } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { LimitName } from '../../../../shared/schema/limits.ts';
import type { RiskDocument } from '../../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { IconButton } from '../../../widgets/icon-button.tsx';
import { ModeBadge } from '../../../widgets/mode-badge.tsx';
import { OwnerTag } from '../../parts/owner-tag.tsx';
import { SELF } from '../../parts/self.ts';
import { EffectPanel } from './effect-panel.tsx';
import { FlagFields } from './flag-fields.tsx';
import { LimitFields } from './limit-fields.tsx';
import css from './risk-drawer.module.css';
import { SettingsFields } from './settings-fields.tsx';
import { useRiskEditor } from './use-risk-editor.ts';

/** What the drawer shows: one scope, and where the operator came from. */
export interface Edited {
  scope: RiskScope;
  /** The limit that the focus begins on. */
  limit: LimitName | null;
  /** The part that is brought into sight. */
  part: 'limits' | 'flags' | 'hours';
}

export interface RiskDrawerProps {
  risk: RiskDocument;
  edited: Edited | null;
  onClose: () => void;
}

/** Edits the limits and flags of an account, or the flags of another level; beside it what the change would do. */
export function RiskDrawer({ risk, edited, onClose }: RiskDrawerProps) {
  // While it slides away it still shows what it was about.
  const [shown, setShown] = useState(edited);
  if (edited !== null && edited !== shown) setShown(edited);
  return (
    <Drawer.Root
      opened={edited !== null}
      onClose={onClose}
      size={940}
      position="right"
      classNames={{ inner: css.place ?? '', content: css.sheet ?? '' }}
    >
      <Drawer.Overlay />
      {/* Built from its parts: the ready-made head is a banner landmark, and the window has one already. */}
      <Drawer.Content aria-label={shown ? titleOf(shown.scope) : 'Limits and flags'}>
        {shown ? <Editor key={JSON.stringify(shown.scope)} risk={risk} edited={shown} onClose={onClose} /> : null}
      </Drawer.Content>
    </Drawer.Root>
  );
}

function Editor({ risk, edited, onClose }: RiskDrawerProps & { edited: Edited }) {
  const { scope, limit, part } = edited;
  const editor = useRiskEditor(risk, scope);
  const { account } = editor;
  return (
    <>
      <div className={css.head}>
        <h2 className={css.title}>{titleOf(scope)}</h2>
        {account ? (
          <>
            <ModeBadge mode={account.mode} testnet={account.testnet} small />
            {account.owner === SELF ? null : <OwnerTag owner={account.owner} />}
          </>
        ) : null}
        <span className={css.grow} />
        <IconButton icon={IconX} label="Close the editor" onClick={onClose} />
      </div>
      <div className={css.columns}>
        <form
          className={css.form}
          aria-label={titleOf(scope)}
          noValidate
          autoComplete="off"
          onSubmit={(event) => event.preventDefault()}
        >
          {scope.kind === 'account' ? (
            <>
              <LimitFields editor={editor} focus={part === 'limits' ? limit : null} />
              <SettingsFields editor={editor} />
            </>
          ) : null}
          <FlagFields editor={editor} part={scope.kind === 'account' ? part : part === 'hours' ? 'hours' : 'limits'} />
        </form>
        <EffectPanel editor={editor} />
      </div>
    </>
  );
}

function titleOf(scope: RiskScope): string {
  if (scope.kind === 'global') return 'Flags of all accounts';
  if (scope.kind === 'account') return `Limits and flags of ${scope.name}`;
  if (scope.kind === 'owner')
    return scope.name === SELF ? 'Flags of your accounts' : `Flags of the owner ${scope.name}`;
  return `Flags of the strategy ${scope.name}`;
}
