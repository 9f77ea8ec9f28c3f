import type { Command } from 'commander';
import { APPROVAL_STATES } from '../../shared/schema/approval.ts';
import type { ApprovalDocument, ApprovalState } from '../../shared/schema/approval.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { GroupPreviewDocument } from '../../shared/schema/group.ts';
import type { PreviewDocument } from '../../shared/schema/decision.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import type { ShownRoute } from '../../shared/schema/signal.ts';
import { approvalText, approvalsText } from './approval-text.ts';
import { qtErrorOf } from './client.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { exitOfFire } from './exit-code.ts';
import { firedText, previewText } from './group-text.ts';
import { handedOver } from './handed-over.ts';
import { fireAnswer, previewAnswer } from './signal-command.ts';

export function approvalsCommand(program: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  const approvals = program.command('approvals').description("signals that wait, or waited, for the operator's yes");

  approvals
    .command('list')
    .description('newest first')
    .option('--state <state>', `only this state: ${APPROVAL_STATES.join(', ')}`)
    .action((options: { state?: string }) =>
      runner.answer(() => {
        const state = options.state === undefined ? null : parseState(options.state);
        return {
          run: async (client) => {
            const found = await client.approvals.list.query({ state });
            return { document: { approvals: found }, text: (style) => approvalsText(found, style, nowMs()) };
          },
        };
      }),
    );

  approvals
    .command('show')
    .argument('<id>', 'approval id')
    .description('one of them, with the preview of its signal as it would be now')
    .action((id: string) => runner.answer(() => ({ run: (client) => shownAnswer(client, id) })));

  approvals
    .command('approve')
    .argument('<id>', 'approval id')
    .description('fire its signal as things are now, with every check')
    .option('--account <name>', 'where it may go, if that is not where it would have gone when it arrived')
    .option('--yes', 'yes, send it')
    .action((id: string, options: { account?: string; yes?: boolean }) =>
      runner.answer(() => {
        if (!options.yes) {
          throw new QtError('INVALID_INPUT', 'This can send an order. Say that you mean it with --yes.');
        }
        return {
          run: async (client) => {
            const shown = await routeNow(client, id, options.account);
            return firedAnswer(await handedOver('yes', () => client.approvals.approve.mutate({ id, shown })));
          },
        };
      }),
    );

  approvals
    .command('decline')
    .argument('<id>', 'approval id')
    .description('refuse its signal: nothing is sent')
    .action((id: string) =>
      runner.answer(() => ({
        run: async (client) => {
          const approval = await client.approvals.decline.mutate({ id });
          return { document: { approval }, text: (style) => approvalText(approval, style) };
        },
      })),
    );
}

async function shownAnswer(client: Client, id: string): Promise<Answer> {
  const approval = await client.approvals.get.query({ id });
  if (approval.state !== 'waiting') {
    return { document: { approval, preview: null }, text: (style) => approvalText(approval, style) };
  }
  const { group } = approval.signal;
  try {
    if (group !== undefined) {
      const preview: GroupPreviewDocument = await client.groups.preview.query({ ...approval.signal, group });
      return {
        document: { approval, preview },
        text: (style) => `${approvalText(approval, style)}\n${previewText(preview, style)}`,
      };
    }
    const preview: PreviewDocument = await client.signals.preview.query(approval.signal);
    const { text } = previewAnswer(preview);
    return { document: { approval, preview }, text: (style) => `${approvalText(approval, style)}\n${text(style)}` };
  } catch (error) {
    // It can be declined all the same.
    const { code, message } = qtErrorOf(error);
    return {
      document: { approval, preview: null, preview_error: { code, message } },
      text: (style) => `${approvalText(approval, style)}\n${style.red('no preview')}  ${message} (${code})`,
    };
  }
}

/** Where it goes now, if that is where whoever says yes takes it to go. */
async function routeNow(client: Client, id: string, account: string | undefined): Promise<ShownRoute | undefined> {
  const { signal, state, account_name: asked }: ApprovalDocument = await client.approvals.get.query({ id });
  if (signal.group !== undefined || state !== 'waiting') return undefined;
  const { decision } = await client.signals.preview.query(signal);
  const { account_name, exchange, mode, testnet } = decision;
  // No way leads anywhere: the engine says why.
  if (account_name === null || exchange === null || mode === null) return undefined;
  if (account_name !== (account?.trim().toLowerCase() ?? asked)) {
    const message = `It was to go to ${account ?? asked}, and goes to ${account_name} by now. If it may: --account ${account_name}`;
    throw new QtError('REVISION_CONFLICT', message);
  }
  return { account_name, exchange, mode, testnet };
}

function firedAnswer(fired: FireDocument): Answer {
  if (!fired.legs) return fireAnswer(fired);
  return { document: fired, exit: exitOfFire(fired), text: (style) => firedText(fired, style) };
}

function parseState(text: string): ApprovalState {
  const state = APPROVAL_STATES.find((known) => known === text);
  if (!state) throw new QtError('INVALID_INPUT', `"${text}" is not a state of an approval.`);
  return state;
}
