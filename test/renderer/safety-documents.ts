import type { ApprovalDocument } from '../../shared/schema/approval.ts';
import type { GaugeDocument, StopDocument, StopWorkDocument } from '../../shared/schema/risk.ts';

const AT = '2026-01-01T12:00:00.000Z';

/** Documents of stops, approvals and limits as the engine gives them. */
export function stop(over: Partial<StopDocument> = {}): StopDocument {
  return {
    id: 'stp_1',
    scope: { kind: 'global' },
    cause: 'kill',
    code: 'KILL_SWITCH',
    reason: '',
    by: 'page',
    at: AT,
    durable: true,
    cancel: false,
    flatten: false,
    work: [],
    ...over,
  };
}

export function work(over: Partial<StopWorkDocument> = {}): StopWorkDocument {
  return {
    account_name: 'main_sim',
    stage: 'cancelling',
    attempts: 1,
    open_orders: 2,
    positions: null,
    error: null,
    updated_at: AT,
    ...over,
  };
}

export function approval(over: Partial<ApprovalDocument> = {}): ApprovalDocument {
  return {
    id: 'apr_1',
    signal_id: 's1',
    signal: { id: 's1', symbol: 'BTC/USDT', side: 'long', amount: '0.5', type: 'market' },
    door: 'http',
    account_name: 'main_sim',
    because: 'account main_sim',
    received_at: AT,
    expires_at: '2026-01-01T12:30:00.000Z',
    state: 'waiting',
    decided_at: null,
    decided_by: null,
    error: null,
    ...over,
  };
}

export function gauge(over: Partial<GaugeDocument> = {}): GaugeDocument {
  return {
    limit_name: 'max_exposure',
    code: 'MAX_EXPOSURE',
    limit: '1000',
    used: '500',
    room: '500',
    unit: 'USDT',
    percent: 50,
    usd: null,
    state: 'ok',
    detail: '',
    ...over,
  };
}
