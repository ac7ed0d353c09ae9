import { identifiedByArn, type Model, type Models, named, sideOf } from "../modelling";
import { dnsSuffixOf } from "../place";

const lambdaFunction: Model = (it) => {
    const name = it.name();
    const arn = it.arn("lambda", `function:${name}`);
    const version = it.inputs.publish === true ? "1" : "$LATEST";
    const invokeArn = (target: string) =>
        `arn:${it.place.partition}:apigateway:${it.place.region}:lambda:path/2015-03-31/functions/${target}/invocations`;
    return {
        id: name,
        outputs: {
            name,
            arn,
            invokeArn: invokeArn(arn),
            qualifiedArn: `${arn}:${version}`,
            qualifiedInvokeArn: invokeArn(`${arn}:${version}`),
            version,
            lastModified: "2026-01-01T00:00:00.000+0000",
        },
    };
};

const lambdaAlias: Model = (it) => {
    const name = it.name();
    const target = functionName(it.reference("functionName"));
    return { id: name, outputs: { name, arn: it.arn("lambda", `function:${target}:${name}`) } };
};

const eventSourceMapping: Model = (it) => {
    const uuid = it.uuid();
    return {
        id: uuid,
        outputs: {
            uuid,
            arn: it.arn("lambda", `event-source-mapping:${uuid}`),
            functionArn: it.arn("lambda", `function:${functionName(it.reference("functionName"))}`),
        },
    };
};

/** https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
const functionUrl: Model = (it) => {
    const name = functionName(it.reference("functionName"));
    const urlId = it.hex(32);
    return {
        id: name,
        outputs: {
            functionArn: it.arn("lambda", `function:${name}`),
            functionUrl: `https://${urlId}.lambda-url.${it.place.region}.on.aws/`,
            urlId,
        },
    };
};

/** What a function answers nobody can know beforehand: an empty object stands for it. */
const invocation: Model = (it) => {
    const qualifier = it.input("qualifier") ?? "$LATEST";
    return {
        id: `${functionName(it.reference("functionName"))}_${qualifier}_${it.hex(32)}`,
        outputs: { result: "{}" },
    };
};

const deliveryStream: Model = (it) => {
    const modelled = identifiedByArn("firehose", (name) => `deliverystream/${name}`)(it);
    return {
        ...modelled,
        outputs: { ...modelled.outputs, destinationId: "destinationId-000000000001", versionId: "1" },
    };
};

const queue: Model = (it) => {
    const name = it.name();
    const { region, partition, accountId } = it.place;
    const url = `https://sqs.${region}.${dnsSuffixOf(partition)}/${accountId}/${name}`;
    return { id: url, outputs: { name, url, arn: it.arn("sqs", name) } };
};

const subscription: Model = (it) => {
    const arn = `${it.reference("topic")}:${it.uuid()}`;
    return { id: arn, outputs: { arn, ownerId: it.place.accountId, confirmationWasAuthenticated: true } };
};

const topic: Model = (it) => {
    const modelled = identifiedByArn("sns", (name) => name)(it);
    return { ...modelled, outputs: { ...modelled.outputs, owner: it.place.accountId } };
};

/** A function may be named by its name, its ARN or its ARN with a version or alias. */
function functionName(reference: string): string {
    return reference.startsWith("arn:") ? (reference.split(":")[6] ?? reference) : reference;
}

/** Amazon Kinesis, Amazon Data Firehose, AWS Lambda, Amazon SQS and Amazon SNS. */
export const streamingModels: Models = {
    "aws:kinesis/stream:Stream": identifiedByArn("kinesis", (name) => `stream/${name}`),
    "aws:kinesis/streamConsumer:StreamConsumer": (it) => {
        const arn = `${it.reference("streamArn")}/consumer/${it.name()}:1767225600`;
        return { id: arn, outputs: { arn, creationTimestamp: "2026-01-01T00:00:00Z" } };
    },
    "aws:kinesis/resourcePolicy:ResourcePolicy": sideOf("resourceArn"),
    "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream": deliveryStream,
    "aws:lambda/function:Function": lambdaFunction,
    "aws:lambda/alias:Alias": lambdaAlias,
    "aws:lambda/eventSourceMapping:EventSourceMapping": eventSourceMapping,
    "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": sideOf("functionName"),
    "aws:lambda/functionUrl:FunctionUrl": functionUrl,
    "aws:lambda/invocation:Invocation": invocation,
    "aws:lambda/permission:Permission": (it) => {
        const statementId = it.name("statementId");
        return { id: statementId, outputs: { statementId } };
    },
    "aws:sqs/queue:Queue": queue,
    "aws:sqs/queuePolicy:QueuePolicy": sideOf("queueUrl"),
    "aws:sqs/redrivePolicy:RedrivePolicy": sideOf("queueUrl"),
    "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy": sideOf("queueUrl"),
    "aws:sns/topic:Topic": topic,
    "aws:sns/topicPolicy:TopicPolicy": sideOf("arn"),
    "aws:sns/topicSubscription:TopicSubscription": subscription,
    "aws:scheduler/schedule:Schedule": named("scheduler", (name) => `schedule/default/${name}`),
};
