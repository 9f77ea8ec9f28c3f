import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Session } from '../state/transport/session.ts';
import { ErrorState } from '../widgets/error-state.tsx';
import css from './login-page.module.css';

interface LoginPageProps {
  session: Session;
  exchanging: boolean;
}

/** The web door without a session: the login link brings one, or the token of this engine is pasted. */
export function LoginPage({ session, exchanging }: LoginPageProps) {
  const [token, setToken] = useState('');
  const signIn = useMutation({ mutationFn: () => session.signIn(token) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (token.trim() !== '') signIn.mutate();
  };
  if (exchanging) {
    return (
      <main className={css.page} aria-label="Sign in">
        <p role="status">Opening the console…</p>
      </main>
    );
  }
  return (
    <main className={css.page} aria-label="Sign in">
      <form className={css.card} onSubmit={submit}>
        <h1 className={css.title}>Quantum Trader Console</h1>
        <p className={css.text}>
          This page has no session. Open the login link that <code>qt serve</code> printed, or paste the token from its
          token file.
        </p>
        <PasswordInput
          label="Token"
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
        {signIn.isError ? <ErrorState inline title="Not signed in" error={signIn.error} /> : null}
        <Button type="submit" variant="filled" size="md" loading={signIn.isPending}>
          Sign in
        </Button>
        <p className={css.note}>The token stays in this tab and is forgotten when it is closed.</p>
      </form>
    </main>
  );
}
