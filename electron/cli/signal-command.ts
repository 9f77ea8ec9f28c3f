import type { Command } from 'commander';
import type { PlannedOrderDocument, PreviewDocument } from '../../shared/schema/decision.ts';
import type { FireDocument, OrderDocument } from '../../shared/schema/order.ts';
import type { Answer, Runner } from './command-runner.ts';
import { decisionText } from './decision-text.ts';
import { EXIT, exitOfFire, exitOfRefusal } from './exit-code.ts';
import { handedOver } from './handed-over.ts';
import type { Style } from './output.ts';
import { addSignalOptions, signalOf } from './signal-options.ts';
import type { SignalFlags } from './signal-options.ts';
import { orDash, statusWord, waitingLines } from './words.ts';

const OVERRIDE = [
  '--override-pending',
  'although an earlier order of the same account and symbol has an unknown outcome; journaled as your word',
] as const;

interface OverrideFlag {
  overridePending?: boolean;
}

export function signalCommands(program: Command, runner: Runner): void {
  const preview = program
    .command('routes')
    .description('how a signal would be routed')
    .command('preview')
    .description('the decision with its trace and checks, without any effect')
    .option(...OVERRIDE);
  addSignalOptions(preview).action(({ overridePending, ...flags }: SignalFlags & OverrideFlag) =>
    runner.answer(() => {
      const signal = signalOf(flags);
      return {
        run: async ({ signals }) =>
          previewAnswer(await (overridePending ? signals.previewOverriding : signals.preview).query(signal)),
      };
    }),
  );

  const fire = program
    .command('signal')
    .description('fire a signal')
    .command('fire')
    .description("route, check, journal and send; waits for the venue's answer")
    .option('--id <id>', 'id of the signal: the same id again gives the first answer, and sends nothing')
    .option(...OVERRIDE);
  addSignalOptions(fire).action(({ overridePending, ...flags }: SignalFlags & OverrideFlag) =>
    runner.answer(() => {
      const signal = signalOf(flags);
      return {
        run: async ({ signals }) => {
          const send = () =>
            overridePending ? signals.fireOverriding.mutate({ signal }) : signals.fire.mutate(signal);
          return fireAnswer(await handedOver('signal', send));
        },
      };
    }),
  );
}

export function previewAnswer(preview: PreviewDocument): Answer {
  return {
    document: preview,
    exit: preview.error ? exitOfRefusal(preview.error.code) : EXIT.done,
    text: (style) =>
      [
        decisionText(preview.decision, style),
        ...(preview.order ? [plannedText(preview.order, style)] : []),
        ...(preview.error ? [refusalText(preview.error, style)] : []),
      ].join('\n'),
  };
}

export function fireAnswer(fired: FireDocument): Answer {
  return {
    document: fired,
    exit: exitOfFire(fired),
    text: (style) =>
      [
        decisionText(fired.decision, style),
        ...fired.orders.map((order) => orderText(order, style)),
        ...(fired.error && !fired.approval ? [refusalText(fired.error, style)] : []),
        ...waitingLines(fired, style),
        style.dim(`signal      ${fired.signal_id}`),
      ].join('\n'),
  };
}

function plannedText(order: PlannedOrderDocument, style: Style): string {
  const notional = order.notional ? style.dim(`  about ${order.notional} ${order.quote}`) : '';
  return `would send  ${orderWords(order, style)}${notional}${order.note ? `\n            ${order.note}` : ''}`;
}

function orderText(order: OrderDocument, style: Style): string {
  const fill = `filled ${order.filled}${order.average ? ` at ${order.average}` : ''}`;
  const error = order.error ? `\n            ${style.red(`${order.error.message} (${order.error.code})`)}` : '';
  const note = order.note ? `\n            ${order.note}` : '';
  const words = orderWords(order, style);
  return `${statusWord(order.status, style)}  ${words}  ${fill}${note}${error}\n${style.dim(`order       ${order.id}`)}`;
}

function orderWords(
  order: Pick<OrderDocument, 'side' | 'amount' | 'symbol' | 'type' | 'price' | 'account_name'>,
  style: Style,
): string {
  const side = order.side === 'buy' ? style.green('BUY') : style.red('SELL');
  return `${side} ${order.amount} ${order.symbol} ${order.type} ${order.price === null ? '' : `at ${orDash(order.price)} `}on ${order.account_name}`;
}

function refusalText(error: { code: string; message: string }, style: Style): string {
  return `${style.red('refused')}  ${error.message} (${error.code})`;
}
