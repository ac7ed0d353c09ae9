import type { PolicyStatement } from "../lake/policy-document";

/** What the transform function's role is about. */
export interface TransformPolicyFacts {
    readonly logGroupArn: string;
    readonly functionArn: string;
    readonly environmentKeyArn: string;
    readonly streamArn: string;
    readonly streamKeyArn: string;
    readonly quarantineBucketArn: string;
    readonly quarantinePrefix: string;
    readonly quarantineKeyArn: string;
    readonly region: string;
}

/**
 * The least that the transform function needs: its log, the quarantine, and its source stream for records that it
 * splits.
 */
export function transformStatements(facts: TransformPolicyFacts): PolicyStatement[] {
    return [
        {
            sid: "WriteLog",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`${facts.logGroupArn}:*`],
        },
        {
            // Lambda makes itself a grant as well, but that dies with the role that it was made for.
            sid: "DecryptEnvironment",
            actions: ["kms:Decrypt"],
            resources: [facts.environmentKeyArn],
            conditions: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": [facts.functionArn] } },
        },
        {
            sid: "Quarantine",
            actions: ["s3:PutObject"],
            resources: [`${facts.quarantineBucketArn}/${facts.quarantinePrefix}*`],
        },
        {
            sid: "EncryptQuarantine",
            actions: ["kms:GenerateDataKey"],
            resources: [facts.quarantineKeyArn],
            conditions: { StringEquals: { "kms:ViaService": [`s3.${facts.region}.amazonaws.com`] } },
        },
        { sid: "PutBackSplitRecords", actions: ["kinesis:PutRecords"], resources: [facts.streamArn] },
        {
            sid: "EncryptSplitRecords",
            actions: ["kms:GenerateDataKey"],
            resources: [facts.streamKeyArn],
            conditions: {
                StringEquals: { "kms:EncryptionContext:aws:kinesis:arn": [facts.streamArn] },
            },
        },
        {
            sid: "Trace",
            actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"],
            resources: ["*"],
        },
    ];
}
