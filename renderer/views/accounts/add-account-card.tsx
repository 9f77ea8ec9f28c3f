import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';
import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';
import { accountNameSchema } from '../../../shared/schema/signal.ts';
import { useSystem } from '../../state/queries.ts';
import { Panel } from '../../widgets/panel.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import css from './add-account-card.module.css';
import { EXCHANGE_FACTS, envLines, envText } from './env-example.ts';
import type { EnvLine } from './env-example.ts';

/** Which variables register an account. Secrets are written into the environment by hand: the page takes none. */
export function AddAccountCard() {
  const [name, setName] = useState('main_binance');
  const [exchange, setExchange] = useState<Exchange>('binance');
  const [mode, setMode] = useState<Mode>('paper');
  const [testnet, setTestnet] = useState(false);
  const dataDir = useSystem().data?.data_dir ?? '<data directory>';
  const facts = EXCHANGE_FACTS[exchange];
  const parsed = accountNameSchema.safeParse(name);
  const lines = envLines({ name: parsed.success ? parsed.data : 'name', exchange, mode, testnet });
  return (
    <Panel title="Add an account" note="through the environment, never through this window" scroll>
      <div className={css.card}>
        <div className={css.form}>
          <TextInput
            label="Account name"
            value={name}
            error={parsed.success ? null : '1 to 64 letters, digits or underscores'}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label="Exchange"
            value={exchange}
            data={EXCHANGES.map((each) => ({ value: each, label: EXCHANGE_FACTS[each].label }))}
            onChange={(event) => setExchange(event.currentTarget.value as Exchange)}
          />
          <div>
            <span className={css.label}>Mode</span>
            <Segmented
              label="Mode"
              value={facts.real ? mode : 'paper'}
              onChange={setMode}
              options={
                facts.real
                  ? [
                      { value: 'paper', label: 'Paper' },
                      { value: 'real', label: 'Real' },
                    ]
                  : [{ value: 'paper', label: 'Paper' }]
              }
            />
          </div>
          <Switch
            label="On the testnet"
            description={facts.testnet ? undefined : `${facts.label} has none`}
            checked={testnet && facts.testnet}
            disabled={!facts.testnet}
            onChange={(event) => setTestnet(event.currentTarget.checked)}
          />
        </div>
        <Lines lines={lines} />
        <ol className={css.steps}>
          <li>
            Put the lines into <code>{dataDir}/accounts.env</code>, readable by you alone (mode 0600), or into the
            environment of the console.
          </li>
          {lines.some((line) => line.value === null) ? (
            <li>
              Fill in the secrets there. Use a key that may trade and not withdraw, limited to the address of this
              machine.
            </li>
          ) : null}
          <li>
            Start the console again. It lists the account, or says what is wrong with it. Real trading starts disarmed,
            always.
          </li>
        </ol>
      </div>
    </Panel>
  );
}

function Lines({ lines }: { lines: readonly EnvLine[] }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(envText(lines));
    setCopied(true);
    setTimeout(() => setCopied(false), 1_200);
  };
  return (
    <div className={css.lines}>
      <pre tabIndex={0} aria-label="Variables">
        {lines.map((line) => (
          <span key={line.name}>
            {line.name}=<b>{line.value}</b>
            <i> # {line.note}</i>
          </span>
        ))}
      </pre>
      <Button
        size="xs"
        leftSection={copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
        onClick={() => void copy()}
      >
        {copied ? 'Copied' : 'Copy the lines'}
      </Button>
    </div>
  );
}
