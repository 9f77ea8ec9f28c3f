import type { VenueAccount } from '../core/account.ts';
import type { VenueAnswer } from '../http/request.ts';
import type { Params } from './params.ts';

export type OkxRoute =
  | { name: string; open: (params: Params) => VenueAnswer }
  | { name: string; dangerous?: boolean; signed: (params: Params, account: VenueAccount) => VenueAnswer };

export const done = (data: readonly object[]): VenueAnswer => ({ status: 200, body: { code: '0', msg: '', data } });
