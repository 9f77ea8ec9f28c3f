import { TextInput } from '@mantine/core';
import { useState } from 'react';
import css from './type-to-confirm.module.css';

export interface TypeToConfirmProps {
  /** What has to be typed. */
  word: string;
  /** Whatever the operator decided on. Words typed for something else confirm nothing. */
  guard: string;
  busy: boolean;
  onConfirm: () => void;
}

/** The other way to do what is held for: type a name, then Enter. */
export function TypeToConfirm({ word, guard, busy, onConfirm }: TypeToConfirmProps) {
  const [typed, setTyped] = useState({ guard, text: '' });
  const text = typed.guard === guard ? typed.text : '';
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== word || busy) return;
        setTyped({ guard, text: '' });
        onConfirm();
      }}
    >
      <TextInput
        aria-label={`Or type ${word} and press Enter`}
        placeholder={`or type ${word}, Enter`}
        size="xs"
        value={text}
        onChange={(event) => setTyped({ guard, text: event.currentTarget.value })}
        spellCheck={false}
        disabled={busy}
        classNames={{ input: css.typed ?? '' }}
      />
    </form>
  );
}
