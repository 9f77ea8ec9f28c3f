import { Button, MultiSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { GroupDocument } from '../../../shared/schema/group.ts';
import { announce } from '../../state/announce.ts';
import { api } from '../../state/api.ts';
import { useAccounts } from '../../state/queries.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import cancelCss from '../orders/cancel-control.module.css';
import { ALLOCATIONS, ALLOCATION_WORDS, EMPTY_GROUP, draftOf, readGroup, withMembers } from './group-form-model.ts';
import css from './group-form.module.css';

interface GroupFormProps {
  /** Null: a new one. */
  group: GroupDocument | null;
  onDone: (name: string | null) => void;
}

/** Makes a group, or changes one. Nothing of it fires anything. */
export function GroupForm({ group, onDone }: GroupFormProps) {
  const accounts = useAccounts();
  const cache = useQueryClient();
  const [draft, setDraft] = useState(() => (group ? draftOf(group) : EMPTY_GROUP));
  const [tried, setTried] = useState(false);
  const reading = readGroup(draft);
  const save = useMutation(
    api.groups.set.mutationOptions({
      onSuccess: (written) => {
        void cache.invalidateQueries({ queryKey: api.groups.list.queryKey() });
        announce('polite', `Group ${written.name} saved`);
        onDone(written.name);
      },
    }),
  );
  const remove = useMutation(
    api.groups.remove.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries({ queryKey: api.groups.list.queryKey() });
        onDone(null);
      },
    }),
  );
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (reading.ok) save.mutate({ group: reading.group, base_revision: group?.revision ?? 0 });
  };
  const field = draft.allocation === 'weights' ? 'weight' : draft.allocation === 'sizes' ? 'size' : null;
  const change = (index: number, value: string): void =>
    setDraft({
      ...draft,
      members: draft.members.map((member, at) => (at === index && field ? { ...member, [field]: value } : member)),
    });
  const usable = accounts.filter((account) => account.error === null).map((account) => account.name);
  const error = save.error ?? remove.error;
  return (
    <Panel
      title={group ? `Edit ${group.name}` : 'New group'}
      note="nothing of it fires anything"
      scroll
      className={css.panel}
    >
      <form className={css.form} onSubmit={onSubmit} noValidate autoComplete="off">
        <TextInput
          label="Name"
          value={draft.name}
          disabled={group !== null}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
          description={group ? 'A group keeps its name.' : 'Lower case letters, digits, _ or -'}
          spellCheck={false}
        />
        <div>
          <p className={css.label}>Allocation</p>
          <Segmented
            label="Allocation"
            value={draft.allocation}
            onChange={(allocation) => setDraft({ ...draft, allocation })}
            options={ALLOCATIONS.map((value) => ({ value, label: ALLOCATION_WORDS[value].label }))}
          />
          <p className={css.hint}>{ALLOCATION_WORDS[draft.allocation].hint}</p>
        </div>
        <MultiSelect
          label="Accounts"
          description="All of one mode: a group fires at once."
          placeholder={draft.members.length === 0 ? 'choose accounts' : undefined}
          data={[...new Set([...usable, ...draft.members.map((member) => member.account_name)])]}
          value={draft.members.map((member) => member.account_name)}
          onChange={(names) => setDraft(withMembers(draft, names))}
          hidePickedOptions
          searchable
        />
        {draft.members.length > 0 ? (
          <div className={css.members}>
            {draft.members.map((member, index) => {
              const account = accounts.find((each) => each.name === member.account_name);
              return (
                <div key={member.account_name} className={css.member}>
                  <ModeBadge mode={account?.mode} testnet={account?.testnet} small />
                  <span className="num">{member.account_name}</span>
                  <span className={css.grow} />
                  {field ? (
                    <TextInput
                      size="xs"
                      w={120}
                      aria-label={`${field === 'weight' ? 'Weight' : 'Size in base units'} of ${member.account_name}`}
                      inputMode="decimal"
                      value={member[field]}
                      onChange={(event) => change(index, event.currentTarget.value)}
                    />
                  ) : null}
                </div>
              );
            })}
          </div>
        ) : null}
        {tried && !reading.ok ? (
          <p className={css.problem} role="alert">
            {reading.message}
          </p>
        ) : null}
        {error ? <ErrorState inline title={remove.error ? 'Not removed' : 'Not saved'} error={error} /> : null}
        <div className={css.buttons}>
          {group ? (
            <RemoveGroup
              name={group.name}
              busy={remove.isPending}
              onRemove={() => remove.mutate({ name: group.name })}
            />
          ) : null}
          <span className={css.grow} />
          <Button variant="subtle" onClick={() => onDone(group?.name ?? null)}>
            Cancel
          </Button>
          <Button type="submit" variant="filled" loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** Asks in place: a group that is gone takes its allocation with it. */
function RemoveGroup({ name, busy, onRemove }: { name: string; busy: boolean; onRemove: () => void }) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <Button variant="subtle" className={css.danger} loading={busy} onClick={() => setAsking(true)}>
        Remove the group
      </Button>
    );
  }
  return (
    <span className={cancelCss.ask} role="group" aria-label={`Remove group ${name}?`}>
      <span className={cancelCss.question}>Remove {name}?</span>
      <button
        type="button"
        className={cancelCss.yes}
        onClick={() => {
          setAsking(false);
          onRemove();
        }}
      >
        Yes
      </button>
      <button type="button" className={cancelCss.cancel} autoFocus onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
