import { z } from 'zod';
import { normalize } from '../../../../shared/money/decimal.ts';

/**
 * Shapes of what Binance tells of money that came and went (developers.binance.com/docs/wallet and /docs/convert of 2026; the
 * same in ccxt's `fetchDeposits`, `fetchWithdrawals`, `fetchTransfers`, `fetchMyDustTrades`, `fetchConvertTradeHistory`).
 */
const decimal = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/)
  .transform(normalize);
const id = z.string().min(1).max(128);
const epochMs = z
  .string()
  .regex(/^\d{13}$/)
  .transform(Number);
/** `2019-10-12 11:12:02`, in UTC. */
const utcText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)
  .transform((text) => Date.parse(`${text.replace(' ', 'T')}Z`));
/** Absent in old rows, when there was the spot wallet only. */
const walletType = z.string().nullish();

export const depositsSchema = z.array(
  z.object({
    id: id.nullish(),
    txId: z.string().nullish(),
    amount: decimal,
    coin: z.string().min(1),
    status: z.string(),
    insertTime: epochMs,
    walletType,
  }),
);

export const withdrawalsSchema = z.array(
  z.object({
    id,
    amount: decimal,
    transactionFee: decimal,
    coin: z.string().min(1),
    status: z.string(),
    applyTime: utcText,
    walletType,
  }),
);

export const transfersSchema = z.object({
  /** Left out where there is none. */
  rows: z
    .array(z.object({ asset: z.string().min(1), amount: decimal, status: z.string(), tranId: id, timestamp: epochMs }))
    .nullish(),
});

export const conversionsSchema = z.object({
  list: z
    .array(
      z.object({
        orderId: id,
        orderStatus: z.string(),
        fromAsset: z.string().min(1),
        fromAmount: decimal,
        toAsset: z.string().min(1),
        toAmount: decimal,
        createTime: epochMs,
      }),
    )
    .nullish(),
  moreData: z.boolean().nullish(),
});

export const dustSchema = z.object({
  userAssetDribblets: z.array(
    z.object({
      operateTime: epochMs,
      userAssetDribbletDetails: z.array(
        z.object({
          transId: id,
          fromAsset: z.string().min(1),
          amount: decimal,
          transferedAmount: decimal,
          operateTime: epochMs,
          /** Told since other coins than BNB can be got for dust. */
          targetAsset: z.string().min(1).nullish(),
        }),
      ),
    }),
  ),
});

export const dividendsSchema = z.object({
  rows: z.array(
    z.object({
      id,
      amount: decimal,
      asset: z.string().min(1),
      divTime: epochMs,
      /** 1: received; -1: taken. Not told of old rows, which were received. */
      direction: z.string().nullish(),
    }),
  ),
});

export const incomeSchema = z.array(
  z.object({
    symbol: z.string(),
    incomeType: z.string(),
    income: decimal,
    asset: z.string().min(1),
    time: epochMs,
    tranId: id,
  }),
);
