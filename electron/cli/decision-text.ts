import type { Candidate, CheckDocument, DecisionDocument, TraceStep } from '../../shared/schema/decision.ts';
import { checkWords } from '../../shared/schema/check-words.ts';
import type { Style } from './output.ts';
import { modeWord, orDash } from './words.ts';

/** A decision for people: what was chosen at each step, what else was on offer, and what was checked. */
export function decisionText(decision: DecisionDocument, style: Style): string {
  const destination = [
    style.bold(orDash(decision.account_name)),
    modeWord(decision, style),
    style.dim(`on ${orDash(decision.exchange)}`),
  ].join('  ');
  return [
    `goes to     ${destination}`,
    ...decision.trace.flatMap((step) => stepLines(step, style)),
    ...checkLines(decision.checks, style),
  ].join('\n');
}

function stepLines(step: TraceStep, style: Style): string[] {
  const mark = step.outcome === 'refused' ? style.red('✗') : style.green('✓');
  const head = `${mark} ${step.step.padEnd(10)}${style.bold(orDash(step.value))}${step.source ? style.dim(`  from ${step.source}`) : ''}`;
  return [
    head,
    `            ${style.dim(step.reason)}`,
    ...step.considered.map((candidate) => candidateLine(candidate, style)),
  ];
}

function candidateLine(candidate: Candidate, style: Style): string {
  const chosen = candidate.verdict === 'chosen';
  const line = `${candidate.source}: ${orDash(candidate.value)}, ${candidate.verdict.replaceAll('_', ' ')}. ${candidate.reason}`;
  return `            ${chosen ? '›' : '·'} ${chosen ? line : style.dim(line)}`;
}

function checkLines(checks: CheckDocument[], style: Style): string[] {
  const width = Math.max(21, ...checks.map(({ code }) => checkWords(code).length + 1));
  return checks.map(({ ok, code, detail }) => {
    const mark = ok ? style.green('✓') : style.red('✗');
    const words = checkWords(code).padEnd(width);
    return `${mark} check     ${ok ? `${words} ${style.dim(detail)}` : `${words} ${detail} (${code})`}`;
  });
}
