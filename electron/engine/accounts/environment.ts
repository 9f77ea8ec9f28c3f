/** Variables by name, as `process.env` holds them. Where a value is empty or blank the variable counts as absent. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The value without surrounding white space; null where it is absent. */
export function valueOf(env: Environment, variable: string): string | null {
  const value = Object.hasOwn(env, variable) ? (env[variable] ?? '').trim() : '';
  return value === '' ? null : value;
}
