import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const ISSUER = "token.actions.githubusercontent.com";

export interface DeployersArgs {
    /** GitHub environments by repository. */
    repositories: Record<string, string[]>;
    stateBucket: aws.s3.Bucket;
    stateKey: aws.kms.Key;
}

/** Roles that pipelines take on: one for each repository and environment, none of them beyond the boundary. */
export class Deployers extends pulumi.ComponentResource {
    constructor(name: string, args: DeployersArgs, opts?: pulumi.ComponentResourceOptions) {
        super("baseline:iam:Deployers", name, {}, opts);
        const parent = { parent: this };
        const provider = new aws.iam.OpenIdConnectProvider(
            name,
            { url: `https://${ISSUER}`, clientIdLists: ["sts.amazonaws.com"] },
            parent,
        );
        const boundary = new aws.iam.Policy(
            `${name}-boundary`,
            {
                policy: aws.iam.getPolicyDocumentOutput(
                    {
                        statements: [
                            {
                                sid: "NoIdentities",
                                effect: "Deny",
                                actions: ["iam:*", "organizations:*", "account:*"],
                                resources: ["*"],
                            },
                            {
                                sid: "Applications",
                                actions: ["cloudwatch:GetMetricData", "tag:GetResources"],
                                resources: ["*"],
                            },
                            {
                                sid: "State",
                                actions: [
                                    "s3:GetObject",
                                    "s3:PutObject",
                                    "s3:ListBucket",
                                    "kms:Decrypt",
                                    "kms:GenerateDataKey",
                                ],
                                resources: [
                                    args.stateBucket.arn,
                                    pulumi.interpolate`${args.stateBucket.arn}/*`,
                                    args.stateKey.arn,
                                ],
                            },
                        ],
                    },
                    parent,
                ).json,
            },
            parent,
        );
        for (const [repository, environments] of Object.entries(args.repositories)) {
            for (const environment of environments) {
                const id = `${repository.split("/").pop()}-${environment}`;
                const role = new aws.iam.Role(
                    id,
                    {
                        path: "/deployers/",
                        permissionsBoundary: boundary.arn,
                        assumeRolePolicy: pulumi.jsonStringify({
                            Version: "2012-10-17",
                            Statement: [
                                {
                                    Effect: "Allow",
                                    Principal: { Federated: provider.arn },
                                    Action: "sts:AssumeRoleWithWebIdentity",
                                    Condition: {
                                        StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" },
                                        StringLike: {
                                            [`${ISSUER}:sub`]: `repo:${repository}:environment:${environment}`,
                                        },
                                    },
                                },
                            ],
                        }),
                    },
                    parent,
                );
                new aws.iam.RolePolicy(
                    id,
                    {
                        role: role.name,
                        policy: aws.iam.getPolicyDocumentOutput(
                            {
                                statements: [
                                    { actions: ["s3:ListBucket"], resources: [args.stateBucket.arn] },
                                    {
                                        actions: ["s3:GetObject", "s3:PutObject"],
                                        resources: [pulumi.interpolate`${args.stateBucket.arn}/${repository}/*`],
                                    },
                                    { actions: ["kms:Decrypt", "kms:GenerateDataKey"], resources: [args.stateKey.arn] },
                                ],
                            },
                            parent,
                        ).json,
                    },
                    parent,
                );
            }
        }
        this.registerOutputs();
    }
}
