import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { MappingChange } from '../../../shared/schema/mapping.ts';
import { strategyIdSchema } from '../../../shared/schema/signal.ts';
import css from './impact.module.css';
import { mapOptions } from './map-options.ts';
import { useShownRouting } from './routing-context.ts';
import narrow from './routing.module.css';

/** Maps a strategy that no signal has named yet. It goes into the draft, not into the maps. */
export function AddStrategy({ map }: { map: MappingChange['map'] }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={300} position="bottom-end" trapFocus withRoles>
      <Popover.Target>
        <Button
          size="xs"
          aria-label="Add a strategy"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          Add<span className={narrow.roomy}>&nbsp;a strategy</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Add a strategy">
        <AddForm map={map} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function AddForm({ map, onDone }: { map: MappingChange['map']; onDone: () => void }) {
  const { edit, model, world } = useShownRouting();
  const options = mapOptions(map, world);
  const [name, setName] = useState('');
  const [value, setValue] = useState(options[0]?.value ?? '');
  const [error, setError] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const parsed = strategyIdSchema.safeParse(name);
    if (!parsed.success) return setError(parsed.error.issues[0]?.message ?? 'is not a strategy id');
    if (model.strategies.some((card) => card.strategy_id === parsed.data)) return setError('is in the list already');
    edit({ map, strategy_id: parsed.data, value } as MappingChange);
    onDone();
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <TextInput
        label="Strategy id"
        description="Exactly as the signals will name it."
        value={name}
        error={error}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setName(event.currentTarget.value);
          setError(null);
        }}
      />
      <NativeSelect
        label={map === 'account' ? 'Account' : 'Exchange'}
        data={options}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button variant="subtle" onClick={onDone}>
          Cancel
        </Button>
        <span className={css.grow} />
        <Button type="submit" variant="filled">
          Add to the draft
        </Button>
      </div>
    </form>
  );
}
