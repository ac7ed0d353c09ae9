import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** Where a component's resources live, as far as the caller says; the rest is looked up. */
export interface PlaceArgs {
    /** Account that holds the resources, 12 digits. Default: the account of the provider's credentials. */
    accountId?: pulumi.Input<string>;
    /** Region of the resources. Default: the provider's region. */
    region?: pulumi.Input<string>;
    /** Partition of the ARNs. Default: the provider's partition. */
    partition?: pulumi.Input<string>;
}

/** Account, region and partition, resolved. */
export interface Place {
    readonly accountId: string;
    readonly region: string;
    readonly partition: string;
}

/** The account, region and partition of a component: what the caller gave, and a lookup for what it left out. */
export function placeOf(args: PlaceArgs, parent: pulumi.Resource): pulumi.Output<Place> {
    const lookup: pulumi.InvokeOptions = { parent };
    return pulumi.output({
        accountId: args.accountId ?? aws.getCallerIdentityOutput({}, lookup).accountId,
        region: args.region ?? aws.getRegionOutput({}, lookup).region,
        partition: args.partition ?? aws.getPartitionOutput({}, lookup).partition,
    });
}
