import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../account";
import { createAccessLogs } from "./access-logs";
import { deletionGuard } from "./deletion-guard";
import { createInventory } from "./inventory";
import { planLake } from "./lake-plan";
import { createTier } from "./tier";
import type { LakeTierArgs } from "./tier-args";

/** What a data lake is to be. */
export interface DataLakeArgs {
    /**
     * The tiers, by name. `landing`, `raw`, `curated`, `consumption` and `archive` are presets; any other name works as
     * well.
     */
    tiers: Record<string, LakeTierArgs>;
    /** The start of every physical name: lower-case letters, digits and hyphens. Default: the component's name. */
    namePrefix?: string;
    /** The access logs of the lake's buckets. Default: to a bucket of their own, kept for 365 days. */
    accessLogs?: AccessLogsArgs;
    /** The weekly list of all objects. Default: to a bucket of its own, kept for 90 days. */
    inventory?: InventoryArgs;
    /**
     * Lets `pulumi destroy` delete the data. Takes effect only when the stack's setting `lakefront:allowDeletion` is
     * true as well. Default: false.
     */
    allowDeletion?: boolean;
    /** The account that the lake is in. Default: looked up. */
    accountId?: pulumi.Input<string>;
    /** The region that the lake is in. Default: looked up. */
    region?: pulumi.Input<string>;
    /** The AWS partition, for example `aws` or `aws-us-gov`. Default: looked up. */
    partition?: pulumi.Input<string>;
    /** Tags on every resource that takes tags. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** Access logs: who read or wrote which object. */
export interface AccessLogsArgs {
    /** Whether to write access logs. Default: true. */
    enabled?: boolean;
    /** An existing bucket in the same region and account, whose policy lets S3 deliver. Default: a new one. */
    bucketName?: pulumi.Input<string>;
    /** Names, with wildcards, of buckets outside the lake that log there too. Default: none but those with the lake's prefix. */
    sourceBucketNames?: pulumi.Input<string>[];
    /** Days that logs are kept. Default: 365. */
    expirationDays?: number;
}

/** Inventory: a weekly list of all objects, with size, storage class and encryption. */
export interface InventoryArgs {
    /** Whether to write inventories. Default: true. */
    enabled?: boolean;
    /** Days that inventories are kept. Default: 90. */
    expirationDays?: number;
}

/** Where a tier is. Its outputs resolve only after the bucket is safe to write to. */
export interface LakeTier {
    /** The bucket's name. */
    bucketName: pulumi.Output<string>;
    /** The bucket's ARN. */
    bucketArn: pulumi.Output<string>;
    /** The ARN of the key that encrypts the bucket. */
    keyArn: pulumi.Output<string>;
}

/**
 * A data lake on S3: an open map of tiers, each a private, versioned bucket under a key of its own, with access logs,
 * inventory, lifecycle, and on demand replication, object lock, notifications and registration with Lake Formation.
 *
 * Data is never deleted by accident: buckets and keys are protected and retained until both `allowDeletion` and the
 * stack's setting `lakefront:allowDeletion` are true.
 */
export class DataLake extends pulumi.ComponentResource {
    /** Where each tier is, by name. */
    public readonly tiers: Record<string, LakeTier>;
    /** The tiers' buckets, by tier, for what this component has no argument for. */
    public readonly buckets: Record<string, aws.s3.Bucket>;
    /** The tiers' keys, by tier; none for a tier whose key was brought. */
    public readonly keys: Record<string, aws.kms.Key>;
    /**
     * The ARNs that are registered with Lake Formation: by tier where the whole bucket is, else by tier and prefix, as
     * in `raw/calls`. Grants on data locations take them as they are, and query results must lie elsewhere.
     */
    public readonly registeredLocations: Record<string, pulumi.Output<string>>;
    /**
     * The bucket that takes access logs, for buckets outside the lake that should log there too. Empty when logging is
     * off.
     */
    public readonly accessLogBucketName: pulumi.Output<string>;
    /** The bucket that holds the inventories. Empty when inventory is off. */
    public readonly inventoryBucketName: pulumi.Output<string>;

    /**
     * @param name the component's name, and the start of its physical names unless `namePrefix` is given
     * @throws a `RunError` that lists every problem of the arguments, before anything is made
     */
    constructor(name: string, args: DataLakeArgs, opts?: pulumi.ComponentResourceOptions) {
        const plan = planLake(name, args);
        super("lakefront:index:DataLake", name, args, opts);
        const lake = {
            name,
            plan,
            parent: this,
            place: placeOf(args, this),
            guard: deletionGuard(args.allowDeletion),
            dependsOn: opts?.dependsOn,
            tags: args.tags,
        };

        const accessLogs = createAccessLogs(lake, args.accessLogs);
        const inventory = createInventory(lake, args.inventory, accessLogs.target());
        const tiers = plan.tiers.map((tier) => createTier(lake, tier, accessLogs, inventory));
        this.tiers = Object.fromEntries(tiers.map(({ tier, address }) => [tier, address]));
        this.buckets = Object.fromEntries(tiers.map(({ tier, bucket }) => [tier, bucket]));
        this.keys = Object.fromEntries(tiers.flatMap(({ tier, key }) => (key ? [[tier, key]] : [])));
        const registered = tiers.flatMap((tier) => tier.registered);
        this.registeredLocations = Object.fromEntries(registered.map(({ name, arn }) => [name, arn]));
        this.accessLogBucketName = pulumi.output(accessLogs.target()?.bucketName ?? "");
        this.inventoryBucketName = pulumi.output(inventory?.bucketName ?? "");

        this.registerOutputs({
            tiers: this.tiers,
            buckets: this.buckets,
            keys: this.keys,
            registeredLocations: this.registeredLocations,
            accessLogBucketName: this.accessLogBucketName,
            inventoryBucketName: this.inventoryBucketName,
        });
    }

    /**
     * Where one tier is.
     *
     * @throws an `Error` that names the tiers there are, when there is none of that name
     */
    public tier(name: string): LakeTier {
        const tier = this.tiers[name];
        if (!tier) {
            throw new Error(`The lake has no tier "${name}". Its tiers: ${Object.keys(this.tiers).join(", ")}.`);
        }
        return tier;
    }

    /**
     * The ARN of one place that is registered with Lake Formation.
     *
     * @param name the tier, or tier and prefix, as in `raw/calls`
     * @throws an `Error` that names the places there are, when there is none of that name
     */
    public registeredLocation(name: string): pulumi.Output<string> {
        const arn = this.registeredLocations[name];
        if (!arn) {
            const names = Object.keys(this.registeredLocations).join(", ") || "none";
            throw new Error(`The lake has no registered location "${name}". Its registered locations: ${names}.`);
        }
        return arn;
    }
}
