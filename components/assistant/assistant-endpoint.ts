import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Place, placeOf } from "../account";
import { refuse } from "../problems";
import { type AlarmSpec, alarmResources, metricNamespace, serviceFunctionAlarms } from "../support/alarms";
import { createServiceFunction, functionLogGroup, type ServiceFunction } from "../support/service-function";
import { serviceKey } from "../support/service-key";
import type { AssistantEndpointArgs, AssistantRuntime } from "./assistant-endpoint-args";
import { endpointEnvironment, endpointFacts, endpointStatements } from "./assistant-endpoint-policy";
import { assistantEndpointProblems } from "./assistant-endpoint-problems";
import { warnOfModel } from "./model-warning";

const TIMEOUT_S = 120;

/**
 * The assistant, ready to talk: a function with an address of its own that answers in a stream of events, a line of JSON
 * each. One argument says whether our own loop over the Converse API answers or an agent of Bedrock; tools, instruction,
 * checks and events are the same.
 *
 * The address takes signed requests alone, from roles of the account that may `lambda:InvokeFunctionUrl` and
 * `lambda:InvokeFunction` on it: the web server signs, and hands the shopper's own token on, which the function verifies.
 */
export class AssistantEndpoint extends pulumi.ComponentResource {
    /** Address of the assistant, `https://…`. */
    readonly functionUrl: pulumi.Output<string>;
    /** ARN of the function. */
    readonly functionArn: pulumi.Output<string>;
    /** Name of the function. */
    readonly functionName: pulumi.Output<string>;
    /** ARN of the role that the function runs as. */
    readonly roleArn: pulumi.Output<string>;

    constructor(name: string, args: AssistantEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
        const physicalName = args.physicalName ?? name;
        refuse("AssistantEndpoint", name, assistantEndpointProblems(physicalName, args));
        super("lakefront:index:AssistantEndpoint", name, args, opts);
        warnOfModel(args.model, this);
        const place = placeOf(args, this);
        const assistant = createFunction(name, physicalName, args, place, this);
        const url = new aws.lambda.FunctionUrl(
            `${name}-url`,
            {
                functionName: assistant.function.name,
                authorizationType: "AWS_IAM",
                invokeMode: "RESPONSE_STREAM",
            },
            { parent: this },
        );
        alarmResources(
            name,
            alarmSpecs(physicalName, args.runtime),
            { namePrefix: physicalName, topicArn: args.alarmTopicArn, tags: args.tags },
            this,
        );
        this.functionUrl = url.functionUrl;
        this.functionArn = assistant.arn;
        this.functionName = assistant.function.name;
        this.roleArn = assistant.role.arn;
        this.registerOutputs({
            functionUrl: this.functionUrl,
            functionArn: this.functionArn,
            functionName: this.functionName,
            roleArn: this.roleArn,
        });
    }
}

function createFunction(
    name: string,
    functionName: string,
    args: AssistantEndpointArgs,
    place: pulumi.Output<Place>,
    parent: pulumi.Resource,
): ServiceFunction {
    const keyArn = serviceKey(
        name,
        {
            kmsKeyArn: args.kmsKeyArn,
            alias: `${functionName}-assistant`,
            description: `Encrypts the log and the settings of the assistant ${functionName}`,
            logGroups: [functionLogGroup(functionName)],
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        place,
        parent,
    );
    return createServiceFunction(
        name,
        {
            functionName,
            bundle: "assistant",
            description: "Answers shoppers",
            place,
            keyArn,
            statements: endpointFacts(args, place).apply(endpointStatements),
            environment: { ...endpointEnvironment(args), METRIC_NAMESPACE: metricNamespace(functionName) },
            timeoutSeconds: TIMEOUT_S,
            ...args.assistantFunction,
            logRetentionDays: args.logRetentionDays,
            allowDeletion: args.allowDeletion,
            tags: args.tags,
        },
        parent,
    );
}

/** A turn that fails is told to the shopper in the stream, and an event that isn't kept to nobody: neither fails the function. */
function alarmSpecs(functionName: string, runtime: AssistantRuntime): AlarmSpec[] {
    const own = {
        namespace: metricNamespace(functionName),
        dimensions: { Runtime: runtime },
        statistic: "Sum",
        threshold: 1,
    } as const;
    return [
        ...serviceFunctionAlarms("assistant", functionName, "answers shoppers"),
        {
            ...own,
            suffix: "failed-turns",
            description: `The assistant could not answer shoppers: the log of ${functionName} has the error's code`,
            metricName: "TurnErrors",
        },
        {
            ...own,
            suffix: "events-not-kept",
            description: `Turns of the assistant were not kept, for the conversation or for the lake: see the log of ${functionName}`,
            metricName: "EventsNotKept",
        },
    ];
}
