import type * as pulumi from "@pulumi/pulumi";
import type { ComponentArgs, OperationArgs } from "../support/component-args";
import type { EventStreamReference, ShopFunctionArgs, TableThroughputArgs } from "./references";
import type { ShopPolicyArgs } from "./shop-policy";

/** Confirmations that the shop mails. */
export interface OrderMailArgs {
    /** Address that mail comes from: `orders@shop.example.com`. */
    fromAddress: string;
    /** Name of the shop, in the mail's text. */
    shopName: string;
    /**
     * ARN of an SES identity that exists already and covers `fromAddress`. Default: an identity of the store's own for the
     * address's domain, whose DKIM records (output `dkimTokens`) belong into its DNS zone.
     */
    identityArn?: pulumi.Input<string>;
    /**
     * Whether the store's own identity is the address alone and not its domain: no DNS records, but someone must click
     * the link that SES sends there. Default: false.
     */
    verifyAddressOnly?: boolean;
    /**
     * Confirmations within 5 minutes that may bounce, be suppressed or be rejected by SES until an alarm rings; it rings
     * at this number. A large shop has some each day. Default: 1.
     */
    undeliveredMails?: number;
}

/** Arguments of an OrderStore. */
export interface OrderStoreArgs extends OperationArgs, ComponentArgs {
    /**
     * Start of the names of the tables, the functions and the queues; 1 to 40 lower-case letters, digits and inner
     * hyphens. Default: the component's name.
     */
    physicalName?: string;
    /** What the shop charges beyond the products, and for how long things hold. */
    policy: ShopPolicyArgs;
    /** Confirmations by mail. Default: none are sent. */
    mail?: OrderMailArgs;
    /** Stream that orders are written to, on their way into the lake. Default: none. */
    events?: EventStreamReference;
    /** The most that each table takes. Default: no bound. */
    throughput?: TableThroughputArgs;
    /** The function that writes orders to the stream. Default: 512 MB. */
    eventsFunction?: ShopFunctionArgs;
    /** The function that mails confirmations. Default: 512 MB. */
    mailFunction?: ShopFunctionArgs;
    /**
     * ARN of the KMS key for the tables, the queues, the log groups and the functions' environment. Its policy must let
     * `logs.<region>.amazonaws.com` use it. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /**
     * Whether tables, key and log groups may be deleted by a `destroy`; the stack setting `lakefront:allowDeletion`
     * must say so as well. Default: false: they are protected, and kept when their code goes.
     */
    allowDeletion?: boolean;
}
