import { IconAlertTriangle } from '@tabler/icons-react';
import { cx } from '../../../widgets/class-names.ts';
import { ModeBadge } from '../../../widgets/mode-badge.tsx';
import { SELF } from '../../parts/self.ts';
import impact from '../../routing/impact.module.css';
import type { DiffLine } from './risk-draft.ts';
import type { RiskEditor } from './use-risk-editor.ts';

const TITLES = { limits: 'Limits', settings: 'How it is counted', flags: 'Flags' } as const;

/** What a new revision would change, line by line, and whether it lets more of real money move. */
export function DraftDiff({ editor }: { editor: RiskEditor }) {
  const { lines } = editor.reading;
  const { revision } = editor.risk;
  return (
    <>
      {(['limits', 'settings', 'flags'] as const).map((section) => (
        <Section key={section} section={section} lines={lines} revision={revision} />
      ))}
      <Loosening editor={editor} />
    </>
  );
}

function Section({
  section,
  lines,
  revision,
}: {
  section: DiffLine['section'];
  lines: readonly DiffLine[];
  revision: number;
}) {
  const mine = lines.filter((line) => line.section === section);
  if (mine.length === 0) return null;
  return (
    <pre className={impact.diff} aria-label={`Changes: ${TITLES[section]}`}>
      <span className={impact.diffHead}>
        {TITLES[section]}
        {'  '}r{revision} to r{revision + 1}
      </span>
      {mine.flatMap(({ name, label, before, after }) => [
        before === null ? null : (
          <del key={`- ${name}`} className={cx(impact.diffLine, impact.removed)}>
            - {label}: {before}
            {after === null ? ', taken away' : ''}
          </del>
        ),
        after === null ? null : (
          <ins key={`+ ${name}`} className={cx(impact.diffLine, impact.added)}>
            + {label}: {after}
          </ins>
        ),
      ])}
    </pre>
  );
}

/** The lines that loosen what holds real money back. */
export function loosened({ reading, real }: RiskEditor): DiffLine[] {
  return real.length === 0 ? [] : reading.lines.filter((line) => line.looser);
}

function Loosening({ editor }: { editor: RiskEditor }) {
  const lines = loosened(editor);
  const [first] = editor.real;
  if (lines.length === 0 || !first) return null;
  const others = [...new Set(editor.real.map((account) => account.owner))].filter((owner) => owner !== SELF);
  return (
    <div className={impact.warning} role="note">
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden />
      <p>
        <b>
          This loosens {lines.length === 1 ? 'a rule' : `${lines.length} rules`} for{' '}
          {editor.real.length === 1 ? first.account_name : `${editor.real.length} accounts`}
        </b>{' '}
        <ModeBadge mode="real" small />: {lines.map((line) => line.label.toLowerCase()).join('; ')}. Orders that are
        refused now may be sent afterwards.
        {others.length > 0 ? ` It is ${others.join('’s and ')}’s money too.` : null}
      </p>
    </div>
  );
}
