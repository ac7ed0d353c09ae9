import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../account";
import { functionBundle } from "../bundles";
import { deletionGuard } from "../lake/deletion-guard";
import { type PolicyStatement, policyJson, trustPolicy } from "../lake/policy-document";
import { after, arnIn } from "./arns";
import { createServiceRole } from "./service-role";

const YEAR_DAYS = 365;
const DEFAULT_MEMORY_MEGABYTES = 512;

/** What a function is, and what it may do. */
export interface ServiceFunctionSpec {
    /** Physical name: the ARN and the log group follow from it before the function exists. 1 to 64 characters. */
    readonly functionName: string;
    /** Bundle of its code, a folder under `functions/`. */
    readonly bundle: string;
    readonly description: string;
    readonly place: pulumi.Output<Place>;
    /** ARN of the key for the environment, where there is one, and the log group; its policy must let `logs.<region>.amazonaws.com` use it. */
    readonly keyArn: pulumi.Input<string>;
    /** What the function's role may do beside logging, tracing and reading its own environment. */
    readonly statements: pulumi.Input<readonly PolicyStatement[]>;
    /** Default: none. */
    readonly environment?: Record<string, pulumi.Input<string>>;
    readonly timeoutSeconds: number;
    /** Default: 512. */
    readonly memoryMegabytes?: number;
    /** Copies that may run at once, kept back for this function alone. Default: as many as the account has free. */
    readonly reservedConcurrency?: number;
    /** Default: 365. */
    readonly logRetentionDays?: number;
    readonly allowDeletion?: boolean;
    readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** A Lambda function with what belongs to it alone. */
export interface ServiceFunction {
    readonly function: aws.lambda.Function;
    readonly role: aws.iam.Role;
    /** The role's one policy: whatever calls the function waits for it, or the first calls are refused. */
    readonly policy: aws.iam.RolePolicy;
    readonly logGroup: aws.cloudwatch.LogGroup;
    /** Known in a preview; whoever uses it waits for the function. */
    readonly arn: pulumi.Output<string>;
}

/** The log group that Lambda would write to by itself. */
export function functionLogGroup(functionName: string): string {
    return `/aws/lambda/${functionName}`;
}

/** The ARN that a function of this name has, without a dependency on it: for policies that must exist first. */
export function functionArnIn(place: pulumi.Input<Place>, functionName: string): pulumi.Output<string> {
    return arnIn(place, "lambda", `function:${functionName}`);
}

/**
 * Makes a function from a bundle: `<name>-function`, with a log group and a role of its own. Logs are JSON and
 * encrypted as the environment is, calls are traced, and the role trusts Lambda for this account alone.
 */
export function createServiceFunction(
    name: string,
    spec: ServiceFunctionSpec,
    parent: pulumi.Resource,
): ServiceFunction {
    const logGroup = new aws.cloudwatch.LogGroup(
        `${name}-function-logs`,
        {
            name: functionLogGroup(spec.functionName),
            retentionInDays: spec.logRetentionDays ?? YEAR_DAYS,
            kmsKeyId: spec.keyArn,
            deletionProtectionEnabled: !deletionGuard(spec.allowDeletion).allowed,
            tags: spec.tags,
        },
        { parent },
    );
    const { role, policy } = createRole(`${name}-function-role`, spec, parent);
    const made = new aws.lambda.Function(
        `${name}-function`,
        {
            name: spec.functionName,
            description: spec.description,
            runtime: "nodejs22.x",
            architectures: ["arm64"],
            handler: "index.handler",
            code: new pulumi.asset.FileArchive(functionBundle(spec.bundle)),
            role: role.arn,
            memorySize: spec.memoryMegabytes ?? DEFAULT_MEMORY_MEGABYTES,
            timeout: spec.timeoutSeconds,
            reservedConcurrentExecutions: spec.reservedConcurrency,
            // Without variables Lambda keeps neither, and each deployment would show them as changed.
            ...(spec.environment && { environment: { variables: spec.environment }, kmsKeyArn: spec.keyArn }),
            tracingConfig: { mode: "Active" },
            loggingConfig: { logFormat: "JSON", logGroup: logGroup.name },
            tags: spec.tags,
        },
        { parent, dependsOn: [policy, logGroup] },
    );
    return { function: made, role, policy, logGroup, arn: after(made, functionArnIn(spec.place, spec.functionName)) };
}

function createRole(name: string, spec: ServiceFunctionSpec, parent: pulumi.Resource) {
    const { place, functionName } = spec;
    return createServiceRole(
        name,
        {
            description: `Runs the function ${functionName}`,
            trust: place.apply(({ accountId }) =>
                trustPolicy(["lambda.amazonaws.com"], { StringEquals: { "aws:SourceAccount": [accountId] } }),
            ),
            policy: pulumi
                .output({
                    functionArn: functionArnIn(place, functionName),
                    logGroupArn: arnIn(place, "logs", `log-group:${functionLogGroup(functionName)}`),
                    keyArn: spec.keyArn,
                    statements: spec.statements,
                })
                .apply(({ statements, ...own }) =>
                    policyJson([
                        ...ownStatements(own),
                        ...(spec.environment ? [decryptEnvironment(own)] : []),
                        ...statements,
                    ]),
                ),
            tags: spec.tags,
        },
        parent,
    );
}

/** What every function needs, whatever it is for. */
function ownStatements({ logGroupArn }: { logGroupArn: string }): PolicyStatement[] {
    return [
        {
            sid: "WriteLog",
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: [`${logGroupArn}:*`],
        },
        { sid: "Trace", actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources: ["*"] },
    ];
}

/** Lambda makes itself a grant as well, but that dies with the role that it was made for. */
function decryptEnvironment({ keyArn, functionArn }: { keyArn: string; functionArn: string }): PolicyStatement {
    return {
        sid: "DecryptEnvironment",
        actions: ["kms:Decrypt"],
        resources: [keyArn],
        conditions: { StringEquals: { "kms:EncryptionContext:aws:lambda:FunctionArn": [functionArn] } },
    };
}
