import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { ALLOCATIONS, groupSchema } from '../../shared/schema/group.ts';
import type { GroupInput, GroupSignal } from '../../shared/schema/group.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import { qtErrorOf } from './client.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { EXIT, exitOfFire, exitOfRefusal } from './exit-code.ts';
import { firedText, groupText, groupsText, previewText, retryText } from './group-text.ts';
import { addSignalOptions, signalOf } from './signal-options.ts';
import type { SignalFlags } from './signal-options.ts';

interface SetFlags {
  members: string;
  allocation: string;
  weights?: string;
  sizes?: string;
}

export function groupsCommand(program: Command, runner: Runner): void {
  const groups = program.command('groups').description('one signal to several accounts');

  groups
    .command('list')
    .description('every group')
    .action(() => runner.answer(() => ({ run: listAnswer })));

  groups
    .command('show')
    .argument('<name>', 'name of the group')
    .description('its members, with their modes')
    .action((name: string) =>
      runner.answer(() => ({
        run: async (client) => {
          const group = await client.groups.get.query({ name });
          return { document: { group }, text: (style) => groupText(group, style) };
        },
      })),
    );

  groups
    .command('set')
    .argument('<name>', 'name of the group')
    .description('make a group, or write it anew; all members trade in one mode')
    .requiredOption('--members <names>', 'accounts, separated by commas')
    .option('--allocation <how>', ALLOCATIONS.join(', '), 'equal')
    .option('--weights <list>', 'one for each member, in their order')
    .option('--sizes <list>', 'base units, one for each member, in their order')
    .action((name: string, flags: SetFlags) =>
      runner.answer(() => {
        const group = groupOf(name, flags);
        return {
          run: async (client) => {
            const written = await client.groups.set.mutate({ group, base_revision: null });
            return { document: { group: written }, text: (style) => groupText(written, style) };
          },
        };
      }),
    );

  groups
    .command('remove')
    .argument('<name>', 'name of the group')
    .description('forget a group; its fired signals stay')
    .action((name: string) =>
      runner.answer(() => ({
        run: async (client) => {
          await client.groups.remove.mutate({ name });
          return listAnswer(client);
        },
      })),
    );

  const preview = groups
    .command('preview')
    .argument('<name>', 'name of the group')
    .description('each leg with its share, its order and its checks, without any effect');
  addSignalOptions(preview).action((name: string, flags: SignalFlags) =>
    runner.answer(() => {
      const signal = groupSignalOf(name, flags);
      return {
        run: async (client) => {
          const found = await client.groups.preview.query(signal);
          const error = found.error ?? found.legs.find((leg) => leg.error)?.error;
          return {
            document: found,
            exit: error ? exitOfRefusal(error.code) : EXIT.done,
            text: (style) => previewText(found, style),
          };
        },
      };
    }),
  );

  const fire = groups
    .command('fire')
    .argument('<name>', 'name of the group')
    .description('journal the plan, send all legs side by side, wait for the answers')
    .option('--place-rest', 'where a leg cannot be placed, place the others; without this none is placed')
    .option('--id <id>', 'id of the signal: the same id again gives the first answer, and sends nothing');
  addSignalOptions(fire).action((name: string, { placeRest, ...flags }: SignalFlags & { placeRest?: true }) =>
    runner.answer(() => {
      const signal = groupSignalOf(name, flags, placeRest ? { unplaceable: 'rest' } : {});
      return { run: async (client) => firedAnswer(await sure(client.groups.fire.mutate(signal))) };
    }),
  );

  groups
    .command('retry')
    .argument('<signal id>', 'id of the signal to the group')
    .description('send the legs again that are proven not placed, and no other')
    .action((id: string) =>
      runner.answer(() => ({
        run: async (client) => {
          const again = await sure(client.groups.retry.mutate({ signal_id: id }));
          return { document: again, exit: exitOfFire(again), text: (style) => retryText(again, style) };
        },
      })),
    );
}

async function listAnswer(client: Client): Promise<Answer> {
  const groups = await client.groups.list.query();
  return { document: { groups }, text: (style) => groupsText(groups, style) };
}

function firedAnswer(fired: FireDocument): Answer {
  return { document: fired, exit: exitOfFire(fired), text: (style) => firedText(fired, style) };
}

/** Once the signal was handed over, a connection that breaks says nothing of what became of it. */
async function sure<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (qtErrorOf(error).code !== 'ENGINE_UNREACHABLE') throw error;
    throw new QtError(
      'OUTCOME_UNKNOWN',
      'The engine took the signal and then stopped answering. It is not sent again; look at "qt orders list".',
    );
  }
}

function groupSignalOf(name: string, flags: SignalFlags, also: Record<string, unknown> = {}): GroupSignal {
  const signal = signalOf(flags, { ...also, group: name });
  return { ...signal, group: signal.group ?? name };
}

function groupOf(name: string, { members, allocation, weights, sizes }: SetFlags): GroupInput {
  const accounts = listOf(members);
  const figures = (option: string, text: string | undefined): string[] | null => {
    if (text === undefined) return null;
    const list = listOf(text);
    if (list.length === accounts.length) return list;
    throw new QtError('INVALID_INPUT', `${option}: ${list.length} given for ${accounts.length} members`);
  };
  const weight = figures('--weights', weights);
  const size = figures('--sizes', sizes);
  const parsed = groupSchema.safeParse({
    name,
    allocation,
    members: accounts.map((account_name, i) => ({
      account_name,
      ...(weight ? { weight: weight[i] } : {}),
      ...(size ? { size: size[i] } : {}),
    })),
  });
  if (!parsed.success) throw new QtError('INVALID_INPUT', readableIssues(parsed.error.issues));
  return parsed.data;
}

function listOf(text: string): string[] {
  return text.split(',').map((each) => each.trim());
}
