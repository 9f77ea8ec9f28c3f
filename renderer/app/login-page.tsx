import css from './login-page.module.css';

/** The web door without a session. Only a login link brings one: no token that could be pasted is worth a session. */
export function LoginPage({ exchanging }: { exchanging: boolean }) {
  if (exchanging) {
    return (
      <main className={css.page} aria-label="Sign in">
        <p role="status">Opening the console…</p>
      </main>
    );
  }
  return (
    <main className={css.page} aria-label="Sign in">
      <div className={css.card}>
        <h1 className={css.title}>Quantum Trader Console</h1>
        <p className={css.text}>
          This tab is not signed in. Run <code>qt login</code> and open the link that it prints; it opens once.
        </p>
        <p className={css.note}>The session stays in its tab, and is forgotten when the tab is closed.</p>
      </div>
    </main>
  );
}
