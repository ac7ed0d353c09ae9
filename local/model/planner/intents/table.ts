import type { Intent } from "../step";
import { boundaries } from "./boundaries";
import { bundle } from "./bundle";
import { cancelOrder } from "./cancel-order";
import { changeCart } from "./change-cart";
import { compare } from "./compare";
import { details } from "./details";
import { handOver } from "./hand-over";
import { orderStatus } from "./order-status";
import { outOfScope } from "./out-of-scope";
import { placeOrder } from "./place-order";
import { policy } from "./policy";
import { quote } from "./quote";
import { refine } from "./refine";
import { related } from "./related";
import { search } from "./search";
import { smalltalk } from "./smalltalk";
import { viewCart } from "./view-cart";

/** The first that recognises itself answers: the particular before the general, search last. */
export const INTENTS: readonly Intent[] = [
    smalltalk,
    boundaries,
    handOver,
    outOfScope,
    cancelOrder,
    placeOrder,
    viewCart,
    changeCart,
    quote,
    orderStatus,
    compare,
    related,
    bundle,
    refine,
    details,
    policy,
    search,
];
