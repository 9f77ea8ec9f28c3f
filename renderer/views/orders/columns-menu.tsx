import { Button, Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3, IconPin, IconPinnedFilled } from '@tabler/icons-react';
import type { GridApi } from 'ag-grid-community';
import { useState } from 'react';
import { IconButton } from '../../widgets/icon-button.tsx';
import type { ColumnLayout, GridId } from './blotter-layout.ts';
import { keepColumns, useBlotter } from './blotter-store.ts';
import { columnsOf, moved } from './column-state.ts';
import type { GridColumns } from './grid-columns.ts';
import css from './menus.module.css';

interface ColumnsMenuProps<T> {
  id: GridId;
  columns: GridColumns<T>;
  grid: () => GridApi<T> | null;
}

/** Which columns a list shows, in which order, and which of them stay in sight. */
export function ColumnsMenu<T>({ id, columns, grid }: ColumnsMenuProps<T>) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<ColumnLayout[]>([]);
  const automatic = useBlotter((state) => state.columns[id] === null);
  const read = (): ColumnLayout[] => columnsOf(grid()?.getColumnState() ?? [], columns);
  const change = (state: ColumnLayout[]): void => {
    grid()?.applyColumnState({ state, applyOrder: true });
    keepColumns(id, read());
    setShown(read());
  };
  const edit = (colId: string, part: Partial<ColumnLayout>): void =>
    change(shown.map((column) => (column.colId === colId ? { ...column, ...part } : column)));
  const names = new Map(columns.columns.map(({ colId, headerName }) => [colId, headerName ?? colId]));
  return (
    <Popover
      opened={open}
      onChange={(opened) => {
        setOpen(opened);
        if (opened) setShown(read());
      }}
      position="bottom-end"
      width={280}
      trapFocus
      withRoles
    >
      <Popover.Target>
        <Button
          size="xs"
          leftSection={<IconColumns3 size={13} aria-hidden />}
          onClick={() => {
            setShown(read());
            setOpen(!open);
          }}
        >
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.menu}>
        <ul className={css.columns}>
          {shown.map(({ colId, hide, pinned }, at) => {
            const name = names.get(colId) ?? colId;
            return (
              <li key={colId}>
                <label>
                  <input type="checkbox" checked={!hide} onChange={() => edit(colId, { hide: !hide })} />
                  {name}
                </label>
                <IconButton
                  icon={IconChevronUp}
                  label={`Move ${name} to the left`}
                  disabled={at === 0}
                  onClick={() => change(moved(shown, at, at - 1))}
                />
                <IconButton
                  icon={IconChevronDown}
                  label={`Move ${name} to the right`}
                  disabled={at === shown.length - 1}
                  onClick={() => change(moved(shown, at, at + 1))}
                />
                <IconButton
                  icon={pinned === null ? IconPin : IconPinnedFilled}
                  label={pinned === null ? `Pin ${name}` : `Unpin ${name}`}
                  onClick={() => edit(colId, { pinned: pinned === null ? 'left' : null })}
                />
              </li>
            );
          })}
        </ul>
        <div className={css.foot}>
          <span className={css.note}>
            {automatic ? 'As many as there is room for.' : 'Drag a head to move it, its edge to size it.'}
          </span>
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              grid()?.resetColumnState();
              keepColumns(id, null);
              setShown(read());
            }}
          >
            Reset
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
