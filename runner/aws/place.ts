/** Where in AWS a modelled resource lies. */
export interface Place {
    partition: string;
    region: string;
    accountId: string;
}

/** The account of every modelled resource: one of those that AWS reserves for documentation. */
export const MODELLED_ACCOUNT = "111122223333";

const DEFAULT_REGION = "us-east-1";

/** Finds the region from the resource's own `region` input, else its provider's configuration; default `us-east-1`. */
export function placeOf(inputs: Record<string, unknown>, providerInputs: Record<string, unknown> = {}): Place {
    const region = [inputs.region, providerInputs.region].find((value) => typeof value === "string" && value !== "");
    const name = typeof region === "string" ? region : DEFAULT_REGION;
    return { region: name, partition: partitionOf(name), accountId: MODELLED_ACCOUNT };
}

/** https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export function partitionOf(region: string): string {
    if (region.startsWith("cn-")) {
        return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The suffix of the host names and service principals of a partition. */
export function dnsSuffixOf(partition: string): string {
    return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
