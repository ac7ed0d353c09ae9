import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs, OperationArgs } from "../support/component-args";
import type { ShopFunctionArgs, ShopKnowledgeBase, TableReference } from "./references";

/** Whose tokens the API accepts: outputs of a ShopperPool, or of another OpenID provider. */
export interface ShopTokenArgs {
    /** Issuer, an https address, exactly as in the tokens' `iss`. */
    issuer: pulumi.Input<string>;
    /** Audience, as in the tokens' `aud`: the client's id. */
    audience: pulumi.Input<string>;
}

/** How many requests are taken. */
export interface ThrottleArgs {
    /** Requests a second, in the long run. */
    ratePerSecond: number;
    /** Requests at once. */
    burst: number;
}

/** Arguments of a ShopApi. */
export interface ShopApiArgs extends OperationArgs, ComponentArgs {
    /**
     * Name of the API and the function; 1 to 50 lower-case letters, digits and inner hyphens. Default: the component's
     * name.
     */
    physicalName?: string;
    /** Products: outputs of a ProductCatalog. */
    products: TableReference;
    /** Carts, quotes and orders: outputs of an OrderStore. */
    orders: TableReference;
    /** The shop's policy: output of an OrderStore. */
    shopPolicyJson: pulumi.Input<string>;
    /** Knowledge base that products are searched in. */
    knowledgeBase: ShopKnowledgeBase;
    /** Whose tokens are accepted from shoppers. */
    tokens: ShopTokenArgs;
    /** Web sites whose pages may call the API from a browser: `https://shop.example.com`. Default: none. */
    allowedOrigins?: string[];
    /** Bound of each route. Default: 100 a second, 200 at once. */
    throttle?: ThrottleArgs;
    /** Other bounds, by route: `{ "POST /orders": { ratePerSecond: 10, burst: 20 } }`. Default: 20 and 40 for what writes orders. */
    routeThrottles?: Record<string, ThrottleArgs>;
    /** Default: 512 MB. */
    apiFunction?: ShopFunctionArgs;
    /**
     * ARN of the KMS key for the log groups and the function's environment. Its policy must let
     * `logs.<region>.amazonaws.com` use it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether the key and the log groups may be deleted by a `destroy`; the stack setting `lakefront:allowDeletion`
     * must say so as well. Default: false.
     */
    allowDeletion?: boolean;
}
