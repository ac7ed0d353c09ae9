import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export const BUCKET = "aws:s3/bucket:Bucket";
export const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

/** A component with one child. */
export class Box extends pulumi.ComponentResource {
    readonly bucket: aws.s3.Bucket;

    constructor(
        name: string,
        args: { bucket?: pulumi.Input<string> } = {},
        options?: pulumi.ComponentResourceOptions,
        childOptions: pulumi.CustomResourceOptions = {},
    ) {
        super("test:index:Box", name, {}, options);
        this.bucket = new aws.s3.Bucket(
            `${name}-bucket`,
            { bucket: args.bucket ?? "data" },
            { parent: this, ...childOptions },
        );
        this.registerOutputs({ arn: this.bucket.arn });
    }
}

/** What a promise rejects with; fails when it resolves. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
    try {
        await promise;
    } catch (error) {
        if (error instanceof Error) {
            return error;
        }
        throw new Error(`rejected with something that is no Error: ${String(error)}`);
    }
    throw new Error("expected a rejection");
}
