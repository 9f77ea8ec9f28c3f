import { z } from 'zod';
import type { Mode } from './exchange.ts';

/** What an operator is asked to confirm outside of the page. */
export type ConfirmAction =
  | 'fire'
  | 'fire_group'
  | 'retry_group'
  | 'approve'
  | 'close'
  | 'amend'
  | 'arm'
  | 'acknowledge_key'
  | 'release'
  | 'flatten';

export interface ConfirmFact {
  label: string;
  value: string;
}

/** A question with its exact parameters, in words. */
export interface ConfirmQuestion {
  action: ConfirmAction;
  /** What is about to happen: "Fire a REAL order". */
  title: string;
  /** The mode in which it happens; null where it concerns several. */
  mode: Mode | null;
  testnet: boolean;
  /** The one account that it is about, or null. */
  account_name: string | null;
  /** Whose money it is, where it is not all the operator's own: "This is friend_1’s money". */
  money: string | null;
  /** Of orders; then the sentence begins with it. */
  side: 'buy' | 'sell' | null;
  /** The sentence that counts: "Buy 0.01 BTC at market, about 672.40 USDT". */
  sentence: string;
  facts: ConfirmFact[];
  /** What else to know before a yes. */
  warnings: string[];
  /** `typed`: the phrase has to be typed. `hold`: a hold does as well. */
  way: 'typed' | 'hold';
  phrase: string;
  /** What a yes is called: "arm", "fire REAL order". */
  verb: string;
}

export const CONFIRM_THEMES = ['dark', 'light'] as const;
export type ConfirmTheme = (typeof CONFIRM_THEMES)[number];

/** The question as the surface shows it. */
export interface ConfirmationDocument extends ConfirmQuestion {
  id: string;
  /** Milliseconds left when it was read. */
  left_ms: number;
  theme: ConfirmTheme;
}

/** That a question waits, for the page that caused it. */
export interface WaitingConfirmation {
  id: string;
  action: ConfirmAction;
  title: string;
  /** Where the page shows the surface; null where it has opened by itself, as a window. */
  url: string | null;
}

/** What a no can ask for beside it, because the keys of the console do not reach it from the surface. */
export const SAFETY_ACTIONS = ['disarm', 'kill'] as const;
export type SafetyAction = (typeof SAFETY_ACTIONS)[number];

export const confirmAnswerSchema = z.union([
  z.strictObject({ yes: z.literal(false), also: z.enum(SAFETY_ACTIONS).optional() }),
  z.strictObject({ yes: z.literal(true), by: z.literal('hold') }),
  z.strictObject({ yes: z.literal(true), by: z.literal('typed'), typed: z.string().max(256) }),
]);
export type ConfirmAnswer = z.output<typeof confirmAnswerSchema>;

/** `again`: it was no yes (wrong words, or too soon), and the question stands. */
export type ConfirmTaken = 'done' | 'again' | 'gone';

/** A yes, as the audit chain keeps it. */
export interface ConfirmedAction {
  action: ConfirmAction;
  account_name: string | null;
  by: 'hold' | 'typed';
  sentence: string;
  facts: ConfirmFact[];
}
