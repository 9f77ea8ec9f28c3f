import { NO_POLICY } from '../../../shared/schema/risk-policy.ts';
import type { RiskPolicy } from '../../../shared/schema/risk-policy.ts';
import type { AccountRiskDocument, GaugeDocument, RiskDocument } from '../../../shared/schema/risk.ts';

/** Documents of limits and flags as the engine gives them. */
export function account(over: Partial<AccountRiskDocument> = {}): AccountRiskDocument {
  return {
    account_name: 'main_binance',
    owner: 'me',
    exchange: 'binance',
    mode: 'real',
    testnet: false,
    market: 'spot',
    currency: 'USDT',
    usd_rate: null,
    exposure: null,
    limits: {},
    settings: {},
    flags: {},
    gauges: [],
    hours: null,
    day: null,
    stops: [],
    error: null,
    ...over,
  };
}

export function gauge(over: Partial<GaugeDocument> = {}): GaugeDocument {
  return {
    limit_name: 'max_exposure',
    code: 'MAX_EXPOSURE',
    limit: '30000',
    used: '21840.5',
    room: '8159.5',
    unit: 'USDT',
    percent: 72.8,
    usd: null,
    state: 'ok',
    detail: '',
    ...over,
  };
}

export const policy = (over: Partial<RiskPolicy> = {}): RiskPolicy => ({ ...NO_POLICY, ...over });

export function risk(accounts: AccountRiskDocument[], over: Partial<RiskDocument> = {}): RiskDocument {
  return { revision: 3, updated_at: null, policy: policy(), accounts, ...over };
}
