import { useQuery } from '@tanstack/react-query';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { api } from '../../state/api.ts';

/** The order as it stands now; as it was answered until the engine says more. */
export function useLiveOrder(order: OrderDocument | undefined): OrderDocument | undefined {
  const detail = useQuery(api.orders.get.queryOptions({ id: order?.id ?? '' }, { enabled: order !== undefined }));
  const live = detail.data?.order;
  return live && order && live.id === order.id && live.updated_at >= order.updated_at ? live : order;
}
