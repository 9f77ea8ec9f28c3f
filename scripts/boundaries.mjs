/**
 * The house's walls, as a table. `from` and `to` are tests of a file's path from the root of the repository, or of a package's
 * name. A rule says what `from` may never import; `unless` lifts it for some. `types: true` lets type-only imports through.
 */
export const WALLS = [
  {
    from: /^shared\//,
    to: /^(electron|renderer|test)\/|^node:|^(?!zod$|big\.js$)[^./]/,
    why: 'shared/ runs anywhere: no Node, no DOM, no Electron, nothing that is not pure.',
    local: /^shared\//,
  },
  {
    from: /^electron\/engine\//,
    to: /^electron\/(?!engine\/)|^renderer\/|^(electron|fastify|commander)$|^@trpc\//,
    why: 'The engine knows nothing of the doors that lead to it.',
  },
  {
    from: /^electron\/api\//,
    to: /^electron\/(?!api\/|engine\/)|^renderer\/|^(electron|fastify|commander)$/,
    why: 'The router is the same behind every door, so it knows none.',
  },
  {
    from: /^electron\/api\//,
    to: /^electron\/engine\/(?!engine-interface\.ts$)/,
    why: 'The router calls the engine through its interface alone.',
  },
  {
    from: /^electron\/server\//,
    to: /^electron\/(shell|cli)\/|^renderer\/|^(electron|commander)$/,
    why: 'The HTTP door serves the window and the command line; it needs neither.',
  },
  {
    from: /^electron\/shell\//,
    to: /^electron\/cli\/|^renderer\/|^commander$/,
    why: 'The window does not need the command line.',
  },
  {
    from: /^electron\/cli\//,
    to: /^electron\/shell\/|^renderer\/|^electron$/,
    why: 'The command line runs without Electron.',
  },
  {
    from: /^renderer\//,
    to: /^electron\/|^node:|^(electron|ccxt|pino|fastify|commander)$/,
    types: /^electron\/api\//,
    why: 'The page knows the engine by the types of the router only, and reaches it through a door.',
  },
  {
    from: /^(shared|electron|renderer)\//,
    to: /^(test|scripts)\/|^(vitest|fast-check|playwright|@playwright\/test|@axe-core\/playwright)$/,
    why: 'Nothing of the tests is in the product.',
  },
  {
    from: /^(?!electron\/(shell\/|main\.ts$|preload\.ts$|confirm-preload\.ts$)|test\/)/,
    to: /^electron$/,
    types: /^electron$/,
    why: 'Only the shell speaks Electron; everything else also runs in qt serve.',
  },
  {
    from: /^(?!electron\/engine\/store\/sqlite\.ts$|test\/)/,
    to: /^@photostructure\/sqlite$|^node:sqlite$/,
    why: 'One file opens databases, so that their modes and pragmas are the same.',
  },
  {
    from: /^(?!electron\/engine\/venues\/|test\/)/,
    to: /^ccxt$/,
    why: 'ccxt is slow to load, and its errors and objects print secrets: it stays behind the venue port.',
  },
  {
    from: /^(?!shared\/money\/|test\/)/,
    to: /^big\.js$/,
    why: 'One module computes money.',
  },
  {
    from: /^(?!electron\/engine\/telemetry\/log\.ts$|test\/)/,
    to: /^pino$/,
    why: 'One module writes the log, behind the redactor.',
  },
];

/** From these entries no chain of static imports may lead to these: what they cost is not paid at the start. */
export const LATE = [
  {
    entry: 'electron/main.ts',
    never: /^(ccxt|fastify|commander)$|^electron\/engine\/engine\.ts$/,
    why: 'The window comes first.',
  },
  {
    entry: 'electron/cli/qt.ts',
    never: /^(ccxt|electron)$|^electron\/engine\/engine\.ts$/,
    why: 'Attaching needs no engine.',
  },
  { entry: 'electron/engine/engine.ts', never: /^ccxt$/, why: 'Exchange modules load when an account is first used.' },
];
