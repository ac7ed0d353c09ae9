import { OrderStatus } from "./types";

/** Where an order can go from each status. Nothing leads back, and a status that leads nowhere is the end. */
const NEXT: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = {
    [OrderStatus.Placed]: [OrderStatus.Shipped, OrderStatus.Cancelled],
    [OrderStatus.Shipped]: [OrderStatus.Delivered],
    [OrderStatus.Delivered]: [OrderStatus.ReturnRequested],
    [OrderStatus.ReturnRequested]: [OrderStatus.Returned],
    [OrderStatus.Cancelled]: [],
    [OrderStatus.Returned]: [],
};

/** Whether an order may change from one status to another. */
export function canBecome(from: OrderStatus, to: OrderStatus): boolean {
    return NEXT[from].includes(to);
}

/** The statuses from which an order may change to this one. */
export function before(to: OrderStatus): OrderStatus[] {
    return Object.values(OrderStatus).filter((from) => canBecome(from, to));
}

/** The status in words for people. */
export function statusWords(status: OrderStatus): string {
    return status.replaceAll("_", " ");
}
