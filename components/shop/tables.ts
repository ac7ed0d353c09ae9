import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Scope } from "../lake/lake";
import type { TableThroughputArgs } from "./references";

/** What a table is to be, beside encrypted, restorable and safe against a slip of the hand. */
export interface TableSpec {
    readonly tableName: string;
    readonly keyArn: pulumi.Input<string>;
    readonly hashKey: string;
    readonly rangeKey?: string;
    readonly attributes: aws.types.input.dynamodb.TableAttribute[];
    readonly index?: aws.types.input.dynamodb.TableGlobalSecondaryIndex;
    /** Attribute with the instant, in seconds since 1970, after which DynamoDB deletes an item. */
    readonly expiresAt?: string;
    /** The most that the table and its index take, each. */
    readonly throughput?: TableThroughputArgs;
    /** Whether changes can be read as a stream, with what was and what is. */
    readonly stream?: boolean;
}

/** Makes a table that pays by use. */
export function createTable(name: string, spec: TableSpec, { parent, guard, tags }: Scope): aws.dynamodb.Table {
    const onDemandThroughput = spec.throughput && {
        maxReadRequestUnits: spec.throughput.maxReadUnits,
        maxWriteRequestUnits: spec.throughput.maxWriteUnits,
    };
    return new aws.dynamodb.Table(
        name,
        {
            name: spec.tableName,
            billingMode: "PAY_PER_REQUEST",
            onDemandThroughput,
            hashKey: spec.hashKey,
            rangeKey: spec.rangeKey,
            attributes: spec.attributes,
            globalSecondaryIndexes: spec.index && [{ ...spec.index, onDemandThroughput }],
            ttl: spec.expiresAt === undefined ? undefined : { attributeName: spec.expiresAt, enabled: true },
            streamEnabled: spec.stream,
            streamViewType: spec.stream === true ? "NEW_AND_OLD_IMAGES" : undefined,
            serverSideEncryption: { enabled: true, kmsKeyArn: spec.keyArn },
            pointInTimeRecovery: { enabled: true },
            deletionProtectionEnabled: !guard.allowed,
            tags,
        },
        { parent, ...guard.data },
    );
}
