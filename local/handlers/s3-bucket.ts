import {
    BucketLocationConstraint,
    BucketVersioningStatus,
    CreateBucketCommand,
    GetBucketOwnershipControlsCommand,
    GetBucketPolicyCommand,
    GetBucketTaggingCommand,
    GetBucketVersioningCommand,
    GetPublicAccessBlockCommand,
    HeadBucketCommand,
    ObjectOwnership,
    PutBucketOwnershipControlsCommand,
    PutBucketPolicyCommand,
    PutBucketTaggingCommand,
    PutBucketVersioningCommand,
    PutPublicAccessBlockCommand,
} from "@aws-sdk/client-s3";
import { s3 } from "../clients";
import { unless } from "./errors";
import { tagList } from "./tags";
import type { HandlerTable, Target, TypeHandler } from "./types";

const BUCKET_NAME_MAX = 63;

function locationConstraint(region: string): BucketLocationConstraint | undefined {
    return Object.values(BucketLocationConstraint).find((constraint) => constraint === region);
}

const bucket: TypeHandler = {
    async create(target) {
        const { inputs, connection } = target;
        const name = target.physicalName("bucket", BUCKET_NAME_MAX);
        const client = s3(connection);
        const { region } = connection;
        const request = new CreateBucketCommand({
            Bucket: name,
            ObjectLockEnabledForBucket: inputs.flag("objectLockEnabled"),
            // us-east-1 is the one region that a request must not name.
            ...(region === "us-east-1"
                ? {}
                : { CreateBucketConfiguration: { LocationConstraint: locationConstraint(region) } }),
        });
        await unless(["BucketAlreadyOwnedByYou"], () => target.call("CreateBucket", () => client.send(request)));
        const tags = tagList(inputs.map("tags"));
        if (tags.length > 0) {
            await target.call("PutBucketTagging", () =>
                client.send(new PutBucketTaggingCommand({ Bucket: name, Tagging: { TagSet: tags } })),
            );
        }
        return {
            id: name,
            outputs: {
                bucket: name,
                arn: `arn:aws:s3:::${name}`,
                bucketDomainName: `${name}.s3.amazonaws.com`,
                bucketRegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
                bucketRegion: region,
                region,
            },
        };
    },
    async verify(target, { id }) {
        const client = s3(target.connection);
        await target.call("HeadBucket", () => client.send(new HeadBucketCommand({ Bucket: id })));
        const tags = target.inputs.map("tags");
        if (Object.keys(tags).length > 0) {
            const found = await target.call("GetBucketTagging", () =>
                client.send(new GetBucketTaggingCommand({ Bucket: id })),
            );
            target.expect("the number of tags", Object.keys(tags).length, found.TagSet?.length);
        }
    },
};

const ownershipControls: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const rule = { ObjectOwnership: inputs.section("rule").oneOf("objectOwnership", ObjectOwnership) };
        await call("PutBucketOwnershipControls", () =>
            s3(connection).send(
                new PutBucketOwnershipControlsCommand({ Bucket: name, OwnershipControls: { Rules: [rule] } }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketOwnershipControls", () =>
            s3(connection).send(new GetBucketOwnershipControlsCommand({ Bucket: id })),
        );
        const wanted = inputs.section("rule").text("objectOwnership");
        expect("object ownership", wanted, found.OwnershipControls?.Rules?.[0]?.ObjectOwnership);
    },
};

function publicAccessFlags({ inputs }: Target) {
    return {
        BlockPublicAcls: inputs.flag("blockPublicAcls"),
        BlockPublicPolicy: inputs.flag("blockPublicPolicy"),
        IgnorePublicAcls: inputs.flag("ignorePublicAcls"),
        RestrictPublicBuckets: inputs.flag("restrictPublicBuckets"),
    };
}

const publicAccessBlock: TypeHandler = {
    async create(target) {
        const name = target.inputs.text("bucket");
        const flags = publicAccessFlags(target);
        await target.call("PutPublicAccessBlock", () =>
            s3(target.connection).send(
                new PutPublicAccessBlockCommand({ Bucket: name, PublicAccessBlockConfiguration: flags }),
            ),
        );
        return { id: name, outputs: {} };
    },
    async verify(target, { id }) {
        const found = await target.call("GetPublicAccessBlock", () =>
            s3(target.connection).send(new GetPublicAccessBlockCommand({ Bucket: id })),
        );
        target.expect("public access block", publicAccessFlags(target), found.PublicAccessBlockConfiguration);
    },
};

const versioning: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const configuration = inputs.section("versioningConfiguration");
        // "Disabled" is the provider's word for a bucket that never had versioning: nothing is to be done.
        if (configuration.text("status") !== "Disabled") {
            const status = configuration.oneOf("status", BucketVersioningStatus);
            await call("PutBucketVersioning", () =>
                s3(connection).send(
                    new PutBucketVersioningCommand({ Bucket: name, VersioningConfiguration: { Status: status } }),
                ),
            );
        }
        return { id: name, outputs: {} };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketVersioning", () =>
            s3(connection).send(new GetBucketVersioningCommand({ Bucket: id })),
        );
        expect("versioning", inputs.section("versioningConfiguration").text("status"), found.Status ?? "Disabled");
    },
};

const policy: TypeHandler = {
    async create({ inputs, connection, call }) {
        const name = inputs.text("bucket");
        const document = inputs.document("policy");
        await call("PutBucketPolicy", () =>
            s3(connection).send(new PutBucketPolicyCommand({ Bucket: name, Policy: document })),
        );
        return { id: name, outputs: { policy: document } };
    },
    async verify({ inputs, connection, call, expect }, { id }) {
        const found = await call("GetBucketPolicy", () =>
            s3(connection).send(new GetBucketPolicyCommand({ Bucket: id })),
        );
        expect("the bucket policy", JSON.parse(inputs.document("policy")), JSON.parse(found.Policy ?? "null"));
    },
};

export const s3BucketHandlers: HandlerTable = {
    "aws:s3/bucket:Bucket": bucket,
    "aws:s3/bucketOwnershipControls:BucketOwnershipControls": ownershipControls,
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": publicAccessBlock,
    "aws:s3/bucketVersioning:BucketVersioning": versioning,
    "aws:s3/bucketPolicy:BucketPolicy": policy,
};
