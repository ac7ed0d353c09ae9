import { readFileSync } from "node:fs";
import { join } from "node:path";
import { functionBundle } from "../bundles";

/** Who may call a route. */
export const RouteAuth = {
    /** Shoppers, with a token. */
    Jwt: "jwt",
    /** Roles of the account, by signature. */
    Iam: "iam",
} as const;
export type RouteAuth = (typeof RouteAuth)[keyof typeof RouteAuth];

/** A route of the shop's API, as the function that serves it declares it. */
export interface ShopRoute {
    readonly method: string;
    readonly path: string;
    readonly auth: RouteAuth;
}

/** The routes that the built function serves. */
export function shopRoutes(): ShopRoute[] {
    return parseRoutes(readFileSync(join(functionBundle("shop-api"), "routes.json"), "utf8"));
}

/**
 * Reads the routes from their JSON.
 *
 * @throws an `Error` when one lacks a method, a path or a kind of authorisation: an API must not open by mistake
 */
export function parseRoutes(json: string): ShopRoute[] {
    const routes: unknown = JSON.parse(json);
    if (!Array.isArray(routes) || routes.length === 0) throw new Error("routes.json of shop-api lists no routes");
    return routes.map((route: unknown) => {
        if (!isRoute(route))
            throw new Error(`routes.json of shop-api has a route that is none: ${JSON.stringify(route)}`);
        return route;
    });
}

/** How API Gateway names the route. */
export function routeKey({ method, path }: ShopRoute): string {
    return `${method} ${path}`;
}

/** The end of the route's child name: `get-products-id`. */
export function routeSuffix({ method, path }: ShopRoute): string {
    const words = `${method} ${path}`
        .toLowerCase()
        .replace(/[{}+]/g, "")
        .split(/[^a-z0-9]+/);
    return words.filter((word) => word !== "").join("-");
}

function isRoute(route: unknown): route is ShopRoute {
    if (typeof route !== "object" || route === null) return false;
    const { method, path, auth } = route as Record<string, unknown>;
    return (
        typeof method === "string" &&
        /^(GET|POST|PUT|PATCH|DELETE)$/.test(method) &&
        typeof path === "string" &&
        path.startsWith("/") &&
        (auth === RouteAuth.Jwt || auth === RouteAuth.Iam)
    );
}
