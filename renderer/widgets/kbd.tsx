import css from './kbd.module.css';

/** Keys of a shortcut: `<Keys keys={['Ctrl', 'K']} />`. */
export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <span className={css.keys}>
      {keys.map((key) => (
        <kbd key={key} className={css.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
