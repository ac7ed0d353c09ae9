import { isPlain, rangeProblem } from "../problems";
import { logRetentionProblems } from "../support/log-retention";
import { hint } from "../support/nearest";
import type { ShopApiArgs, ThrottleArgs } from "./shop-api-args";
import { physicalNameProblems, shopFunctionProblems } from "./shop-function-problems";
import { routeKey, type ShopRoute } from "./shop-routes";

const LONGEST_NAME = 50;
/** The account's own bound in a Region, of all APIs together: more would promise what isn't there. */
const MOST_A_SECOND = 10_000;
const MOST_AT_ONCE = 5000;

/** Everything that is wrong with the plain values of an API's arguments. */
export function shopApiProblems(physicalName: string, args: ShopApiArgs, routes: readonly ShopRoute[]): string[] {
    const { issuer } = args.tokens;
    return [
        ...physicalNameProblems(physicalName, LONGEST_NAME),
        ...(isPlain(issuer) && !issuer.startsWith("https://")
            ? [`tokens.issuer is "${issuer}": give the https address in the tokens' "iss"`]
            : []),
        ...(args.allowedOrigins ?? []).flatMap(originProblems),
        ...throttleProblems("throttle", args.throttle),
        ...Object.entries(args.routeThrottles ?? {}).flatMap(([key, throttle]) => [
            ...unknownRoute(key, routes),
            ...throttleProblems(`routeThrottles["${key}"]`, throttle),
        ]),
        ...shopFunctionProblems("apiFunction", args.apiFunction),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

/** A wildcard would let the page of anybody call with the shopper's token. */
function originProblems(origin: string): string[] {
    if (/^https:\/\/[^\s/*]+$/.test(origin) || /^http:\/\/localhost(:\d+)?$/.test(origin)) return [];
    return [
        `allowedOrigins has "${origin}": give scheme and host without a path or wildcard, for example "https://shop.example.com"`,
    ];
}

function unknownRoute(key: string, routes: readonly ShopRoute[]): string[] {
    const known = routes.map(routeKey);
    if (known.includes(key)) return [];
    return [`routeThrottles has "${key}", which is no route${hint(key, known)}; for example "POST /orders"`];
}

function throttleProblems(property: string, throttle: ThrottleArgs | undefined): string[] {
    return [
        ...rangeProblem(`${property}.ratePerSecond`, throttle?.ratePerSecond, 1, MOST_A_SECOND),
        ...rangeProblem(`${property}.burst`, throttle?.burst, 1, MOST_AT_ONCE),
    ];
}
