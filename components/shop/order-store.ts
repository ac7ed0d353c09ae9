import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import { refuse } from "../problems";
import { after, arnIn } from "../support/arns";
import { logRetentionProblems } from "../support/log-retention";
import { scopeOf } from "../support/scope";
import { functionLogGroup } from "../support/service-function";
import { serviceKey } from "../support/service-key";
import { createOrderAlarms, ORDERS_INDEX, orderTableNames } from "./order-alarms";
import { createOrderEvents, createOrderMail, orderFunctionNames } from "./order-functions";
import { createMailSender, orderMailProblems } from "./order-mail";
import type { OrderStoreArgs } from "./order-store-args";
import { physicalNameProblems, shopFunctionProblems, throughputProblems } from "./shop-function-problems";
import { shopPolicyJson, shopPolicyProblems } from "./shop-policy";
import { createTable } from "./tables";

const LONGEST_NAME = 40;

/**
 * Where carts, quotes, orders and conversations are kept, with what follows from an order: its way into the lake, and
 * the confirmation by mail, to the order's own address and once. Carts and quotes expire by themselves; stock is taken
 * from the products table in the same transaction that writes the order, by the functions that use this store.
 */
export class OrderStore extends pulumi.ComponentResource {
    /** Name of the table with carts, quotes and orders. */
    readonly ordersTableName: pulumi.Output<string>;
    /** ARN of that table. */
    readonly ordersTableArn: pulumi.Output<string>;
    /** Name of the table with the assistant's conversations. */
    readonly conversationsTableName: pulumi.Output<string>;
    /** ARN of that table. */
    readonly conversationsTableArn: pulumi.Output<string>;
    /** ARN of the KMS key of both tables. */
    readonly keyArn: pulumi.Output<string>;
    /** The shop's policy, as its functions read it. */
    readonly shopPolicyJson: pulumi.Output<string>;
    /** ARN of the SES identity that mail comes from; absent when no mail is sent. */
    readonly mailIdentityArn?: pulumi.Output<string>;
    /** DKIM tokens for the DNS zone of the mail's domain; absent when the identity isn't the store's own. */
    readonly dkimTokens?: pulumi.Output<string[]>;
    /** The orders table. */
    readonly ordersTable: aws.dynamodb.Table;
    /** The conversations table. */
    readonly conversationsTable: aws.dynamodb.Table;

    constructor(name: string, args: OrderStoreArgs, opts?: pulumi.ComponentResourceOptions) {
        const physicalName = args.physicalName ?? name;
        refuse("OrderStore", name, orderStoreProblems(physicalName, args));
        super("lakefront:index:OrderStore", name, args, opts);
        const scope = scopeOf(name, args, this, opts);
        const keyArn = createKey(physicalName, args, scope);
        const names = orderTableNames(physicalName);
        const orders = ordersTable(names.orders, args, keyArn, scope);
        const conversations = conversationsTable(names.conversations, args, keyArn, scope);
        const source = {
            table: orders,
            tableName: after(orders, names.orders),
            tableArn: after(orders, arnIn(scope.place, "dynamodb", `table/${names.orders}`)),
            keyArn,
        };
        if (args.events) createOrderEvents(physicalName, args, args.events, source, scope);
        const sender = args.mail && createMailSender(physicalName, args.mail, scope);
        if (args.mail && sender) createOrderMail(physicalName, args, args.mail, sender, source, scope);
        createOrderAlarms(physicalName, args, scope);

        this.ordersTable = orders;
        this.ordersTableName = source.tableName;
        this.ordersTableArn = source.tableArn;
        this.conversationsTable = conversations;
        this.conversationsTableName = after(conversations, names.conversations);
        this.conversationsTableArn = after(
            conversations,
            arnIn(scope.place, "dynamodb", `table/${names.conversations}`),
        );
        this.keyArn = keyArn;
        this.shopPolicyJson = pulumi.output(shopPolicyJson(args.policy));
        if (sender) this.mailIdentityArn = sender.identityArn;
        if (sender?.dkimTokens) this.dkimTokens = sender.dkimTokens;
        this.registerOutputs({
            ordersTableName: this.ordersTableName,
            ordersTableArn: this.ordersTableArn,
            conversationsTableName: this.conversationsTableName,
            conversationsTableArn: this.conversationsTableArn,
            keyArn: this.keyArn,
            shopPolicyJson: this.shopPolicyJson,
            mailIdentityArn: this.mailIdentityArn,
            dkimTokens: this.dkimTokens,
            ordersTable: this.ordersTable,
            conversationsTable: this.conversationsTable,
        });
    }
}

function orderStoreProblems(physicalName: string, args: OrderStoreArgs): string[] {
    return [
        ...physicalNameProblems(physicalName, LONGEST_NAME),
        ...shopPolicyProblems(args.policy),
        ...orderMailProblems(args.mail),
        ...throughputProblems(args.throughput),
        ...shopFunctionProblems("eventsFunction", args.eventsFunction),
        ...shopFunctionProblems("mailFunction", args.mailFunction),
        ...logRetentionProblems(args.logRetentionDays),
    ];
}

function createKey(physicalName: string, args: OrderStoreArgs, scope: Scope): pulumi.Output<string> {
    const names = orderFunctionNames(physicalName);
    const functions = [...(args.events ? [names.events] : []), ...(args.mail ? [names.mail] : [])];
    return serviceKey(
        scope.name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${physicalName}-orders`,
            description: `Encrypts the orders and conversations of ${physicalName}`,
            logGroups: functions.map(functionLogGroup),
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        scope.place,
        scope.parent,
    );
}

function ordersTable(
    tableName: string,
    { throughput }: OrderStoreArgs,
    keyArn: pulumi.Output<string>,
    scope: Scope,
): aws.dynamodb.Table {
    return createTable(
        `${scope.name}-orders`,
        {
            tableName,
            keyArn,
            throughput,
            hashKey: "pk",
            rangeKey: "sk",
            attributes: ["pk", "sk", "shopper_id", "placed_at"].map((name) => ({ name, type: "S" })),
            index: { name: ORDERS_INDEX, hashKey: "shopper_id", rangeKey: "placed_at", projectionType: "ALL" },
            expiresAt: "expires_at",
            stream: true,
        },
        scope,
    );
}

function conversationsTable(
    tableName: string,
    { throughput }: OrderStoreArgs,
    keyArn: pulumi.Output<string>,
    scope: Scope,
): aws.dynamodb.Table {
    return createTable(
        `${scope.name}-conversations`,
        {
            tableName,
            keyArn,
            throughput,
            hashKey: "conversation_id",
            rangeKey: "sk",
            attributes: ["conversation_id", "sk"].map((name) => ({ name, type: "S" })),
            expiresAt: "expires_at",
        },
        scope,
    );
}
