import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

const instance = new aws.connect.Instance("center", {
    instanceAlias: "acme-center",
    identityManagementType: "CONNECT_MANAGED",
    inboundCallsEnabled: true,
    outboundCallsEnabled: true,
});
const recordings = new aws.s3.Bucket("recordings");
new aws.s3.BucketPolicy("recordings-policy", {
    bucket: recordings.id,
    policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
            {
                Sid: "Vendor",
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::999988887777:root" },
                Action: ["s3:GetObject", "s3:ListBucket"],
                Resource: [recordings.arn, pulumi.interpolate`${recordings.arn}/*`],
            },
        ],
    }),
});
for (const resourceType of ["CALL_RECORDINGS", "CHAT_TRANSCRIPTS"]) {
    new aws.connect.InstanceStorageConfig(resourceType.toLowerCase(), {
        instanceId: instance.id,
        resourceType,
        storageConfig: {
            storageType: "S3",
            s3Config: { bucketName: recordings.bucket, bucketPrefix: `connect/${resourceType}` },
        },
    });
}
new aws.customerprofiles.Domain("profiles", { domainName: "acme-profiles", defaultExpirationDays: 366 });
const crm = new aws.appflow.ConnectorProfile("crm", {
    connectorType: "Salesforce",
    connectionMode: "Public",
    connectorProfileConfig: {
        connectorProfileProperties: { salesforce: { instanceUrl: "https://acme.my.salesforce.com" } },
        connectorProfileCredentials: { salesforce: { oauth2GrantType: "JWT_BEARER", jwtToken: "eyJexample" } },
    },
});
new aws.appflow.Flow("contacts", {
    sourceFlowConfig: {
        connectorType: "Salesforce",
        connectorProfileName: crm.name,
        sourceConnectorProperties: { salesforce: { object: "Contact" } },
    },
    destinationFlowConfigs: [
        {
            connectorType: "S3",
            destinationConnectorProperties: { s3: { bucketName: recordings.bucket, bucketPrefix: "crm" } },
        },
    ],
    tasks: [{ taskType: "Map_all", sourceFields: [] }],
    triggerConfig: { triggerType: "OnDemand" },
});
new aws.lambda.Permission("flow-permission", {
    action: "lambda:InvokeFunction",
    function: "contact-flow",
    principal: "connect.amazonaws.com",
});
