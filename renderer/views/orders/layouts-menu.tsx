import { Button, Popover, TextInput } from '@mantine/core';
import { IconChevronDown, IconLayoutList, IconPencil, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { announce } from '../../state/announce.ts';
import { IconButton } from '../../widgets/icon-button.tsx';
import { FIRST_LAYOUT, MAX_NAME, renamedLayout, withLayout, withoutLayout } from './blotter-layout.ts';
import type { SavedLayout } from './blotter-layout.ts';
import { layoutNow, putOn, useBlotter, useLayouts } from './blotter-store.ts';
import css from './menus.module.css';

/** Layouts by name: columns, sorting, filters and period together. */
export function LayoutsMenu() {
  const [open, setOpen] = useState(false);
  const { saved, startWith } = useLayouts();
  const current = useBlotter((state) => state.name);
  const [name, setName] = useState('');
  const save = (): void => {
    const wanted = name.trim();
    if (wanted === '') return;
    useLayouts.setState((layouts) => withLayout(layouts, wanted, layoutNow()));
    useBlotter.setState({ name: wanted });
    setName('');
    announce('polite', `Layout ${wanted} saved`);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus withRoles>
      <Popover.Target>
        <Button
          size="sm"
          className={css.layouts}
          leftSection={<IconLayoutList size={14} aria-hidden />}
          rightSection={<IconChevronDown size={12} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {current ?? 'Layout'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.menu}>
        {saved.length === 0 ? <p className={css.note}>A layout keeps columns, sorting, filters and period.</p> : null}
        <ul className={css.list}>
          {saved.map((each) => (
            <Saved key={each.name} saved={each} current={each.name === current} first={each.name === startWith} />
          ))}
        </ul>
        <form
          className={css.save}
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <TextInput
            size="xs"
            aria-label="Name of the layout"
            placeholder="Save as it is now, under a name"
            value={name}
            maxLength={MAX_NAME}
            autoComplete="off"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" disabled={name.trim() === ''}>
            {saved.some((each) => each.name === name.trim()) ? 'Replace' : 'Save'}
          </Button>
        </form>
        <div className={css.foot}>
          <span className={css.note}>The star starts with it.</span>
          <Button size="xs" variant="subtle" onClick={() => putOn(null, FIRST_LAYOUT)}>
            As it came
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Saved({ saved: { name, layout }, current, first }: { saved: SavedLayout; current: boolean; first: boolean }) {
  const [renaming, setRenaming] = useState<string | null>(null);
  if (renaming !== null) {
    return (
      <li>
        <form
          className={css.save}
          onSubmit={(event) => {
            event.preventDefault();
            useLayouts.setState((layouts) => renamedLayout(layouts, name, renaming));
            if (current && useLayouts.getState().saved.every((each) => each.name !== name))
              useBlotter.setState({ name: renaming.trim() });
            setRenaming(null);
          }}
        >
          <TextInput
            size="xs"
            aria-label={`New name of ${name}`}
            value={renaming}
            maxLength={MAX_NAME}
            autoFocus
            autoComplete="off"
            onChange={(event) => setRenaming(event.currentTarget.value)}
          />
          <Button size="xs" type="submit" disabled={renaming.trim() === ''}>
            Rename
          </Button>
        </form>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className={css.item} aria-current={current} onClick={() => putOn(name, layout)}>
        {name}
      </button>
      <IconButton
        icon={first ? IconStarFilled : IconStar}
        label={first ? `Do not start with ${name}` : `Start with ${name}`}
        onClick={() => useLayouts.setState({ startWith: first ? null : name })}
      />
      <IconButton icon={IconPencil} label={`Rename ${name}`} onClick={() => setRenaming(name)} />
      <IconButton
        icon={IconTrash}
        label={`Delete ${name}`}
        onClick={() => {
          useLayouts.setState((layouts) => withoutLayout(layouts, name));
          if (current) useBlotter.setState({ name: null });
        }}
      />
    </li>
  );
}
