import * as pulumi from "@pulumi/pulumi";

/** A folder in a bucket, with the key that encrypts it. Built from a tier of a DataLake, or by hand. */
export interface FeedLocation {
    /** Bucket that holds the folder. */
    bucketName: pulumi.Input<string>;
    /** ARN of the KMS key that encrypts the bucket. */
    keyArn: pulumi.Input<string>;
    /** Key prefix of the folder, as in `contact_records/`. Default: what the component says for this location. */
    prefix?: string;
}

/** A folder in a bucket that a catalogue object points at. */
export interface CatalogLocation {
    /** Bucket that holds the folder. */
    bucketName: pulumi.Input<string>;
    /** Key prefix of the folder, as in `contact_records/`. Default: the bucket's root. */
    prefix?: string;
}

/** The prefix without a leading slash and with one at its end; empty for the bucket's root. */
export function folder(prefix: string | undefined): string {
    const trimmed = (prefix ?? "").replace(/^\/+|\/+$/g, "");
    return trimmed === "" ? "" : trimmed + "/";
}

/** `s3://<bucket>/<prefix>/`, always with a slash at its end. */
export function s3Uri(location: CatalogLocation): pulumi.Output<string> {
    return pulumi.interpolate`s3://${location.bucketName}/${folder(location.prefix)}`;
}

/** What is wrong with a key prefix, or nothing. Braces and such would be read as expressions by Firehose and Athena. */
export function prefixProblems(property: string, prefix: string | undefined): string[] {
    if (prefix === undefined || /^[A-Za-z0-9_.=/-]*$/.test(prefix)) return [];
    return [
        `${property} is "${prefix}": use letters, digits, "/", "=", "_", "-" and "." only, for example "contact_records/"`,
    ];
}
