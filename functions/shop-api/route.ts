import type * as z from "zod/mini";
import type { Shopper } from "../shop/identity/shopper";
import type { DeliveryStatus, Order } from "../shop/orders/types";
import type { CatalogReader, KnowledgeSearch, Shop } from "../shop/tools/ports";

/** Who may call a route: a shopper with an id token, or a service with credentials of AWS. */
export const RouteAuth = { Jwt: "jwt", Iam: "iam" } as const;
export type RouteAuth = (typeof RouteAuth)[keyof typeof RouteAuth];

export const RouteMethod = { Get: "GET", Post: "POST", Patch: "PATCH", Delete: "DELETE" } as const;
export type RouteMethod = (typeof RouteMethod)[keyof typeof RouteMethod];

/** News of parcels. No part of `Shop`, which does what shoppers ask for: nothing that acts for one has it. */
export interface Deliveries {
    /** Refuses as the shop does, with a `ShopRefusal`. */
    record(orderId: string, status: DeliveryStatus): Promise<Order>;
}

/** What routes work with. */
export interface Services {
    readonly catalog: CatalogReader;
    readonly search: KnowledgeSearch;
    readonly shop: Shop;
    readonly deliveries: Deliveries;
    /** ISO 4217. */
    readonly currency: string;
}

/** A request that was checked. */
export interface Request<Query, Body> {
    readonly shopper: Shopper;
    /** The variables of the path, by name. */
    readonly path: Readonly<Record<string, string>>;
    readonly query: Query;
    readonly body: Body;
}

/** One route as its file declares it. */
export interface RouteDeclaration<Query extends z.ZodMiniType, Body extends z.ZodMiniType | null> {
    readonly method: RouteMethod;
    /** With variables as `{name}`. */
    readonly path: string;
    readonly auth: RouteAuth;
    /** What it does, in one sentence. */
    readonly summary: string;
    readonly query: Query;
    /** Null where the route takes none. */
    readonly body: Body;
    readonly status: 200 | 201;
    readonly answer: z.ZodMiniType;
    run(
        request: Request<z.infer<Query>, Body extends z.ZodMiniType ? z.infer<Body> : null>,
        services: Services,
    ): Promise<unknown>;
}

/** One route of the table. */
export interface Route extends Omit<RouteDeclaration<z.ZodMiniType, z.ZodMiniType | null>, "run"> {
    run(request: Request<unknown, unknown>, services: Services): Promise<unknown>;
}

/** Puts a route into the form that the table has. Its `query` and `body` were read by its own schemas before it runs. */
export function route<Query extends z.ZodMiniType, Body extends z.ZodMiniType | null>(
    declaration: RouteDeclaration<Query, Body>,
): Route {
    return {
        ...declaration,
        run: (request, services) => declaration.run(request as Parameters<typeof declaration.run>[0], services),
    };
}
