import { type CreatedResource, modelledAws, type Registration, type ResourceHandler } from "../../runner";
import type { AwsConnection } from "../clients";
import { agentHandlers } from "./bedrock-agent";
import { guardrailHandlers } from "./bedrock-guardrail";
import { knowledgeHandlers } from "./bedrock-knowledge";
import { signInHandlers } from "./cognito-client";
import { userPoolHandlers } from "./cognito-pool";
import { dynamodbHandlers } from "./dynamodb";
import { glueHandlers } from "./glue";
import { httpApiHandlers } from "./http-api";
import { httpApiRouteHandlers } from "./http-api-routes";
import { iamHandlers } from "./iam";
import { kinesisHandlers } from "./kinesis";
import { kmsHandlers } from "./kms";
import { lambdaHandlers } from "./lambda";
import { lambdaCallHandlers } from "./lambda-calls";
import { lambdaSourceHandlers } from "./lambda-sources";
import { logsHandlers } from "./logs";
import { reasonToRecord } from "./recorded";
import { s3BucketHandlers } from "./s3-bucket";
import { s3EventHandlers } from "./s3-events";
import { s3ObjectHandlers } from "./s3-objects";
import { s3StorageHandlers } from "./s3-storage";
import { sesHandlers } from "./ses";
import { snsHandlers } from "./sns";
import { sqsHandlers } from "./sqs";
import { targetOf } from "./target";
import type { HandlerTable } from "./types";

const HANDLERS: HandlerTable = {
    ...agentHandlers,
    ...dynamodbHandlers,
    ...glueHandlers,
    ...guardrailHandlers,
    ...httpApiHandlers,
    ...httpApiRouteHandlers,
    ...iamHandlers,
    ...kinesisHandlers,
    ...kmsHandlers,
    ...knowledgeHandlers,
    ...lambdaCallHandlers,
    ...lambdaHandlers,
    ...lambdaSourceHandlers,
    ...logsHandlers,
    ...s3BucketHandlers,
    ...s3EventHandlers,
    ...s3ObjectHandlers,
    ...s3StorageHandlers,
    ...sesHandlers,
    ...signInHandlers,
    ...snsHandlers,
    ...sqsHandlers,
    ...userPoolHandlers,
};

/** The types that are carried out for real, in alphabetical order. */
export const createdTypes: readonly string[] = Object.keys(HANDLERS).sort();

/** Ids of the deployment before this one by URN, where the emulator kept its data. */
export type PreviousIds = ReadonlyMap<string, string>;

export interface EmulatorHandler extends ResourceHandler {
    /** URNs of the resources that were carried out; the others were only written down. */
    readonly created: ReadonlySet<string>;
}

/** Stands in the AWS provider's place, with the emulator behind it. */
export function emulatorHandler(connection: AwsConnection, previousIds: PreviousIds = new Map()): EmulatorHandler {
    const urns = new Set<string>();
    const missing = new Map<string, string>();
    return {
        created: urns,
        async create(registration) {
            const handler = HANDLERS[registration.type];
            const reason = reasonToRecord(registration);
            if (reason !== undefined) {
                missing.set(
                    registration.urn,
                    `${registration.type} "${registration.name}", which isn't there: ${reason}`,
                );
            }
            // An id beforehand means that the program looks up something that it doesn't own.
            if (handler === undefined || registration.id !== undefined || reason !== undefined) {
                return recorded(registration);
            }
            refuseCallOn(missing, registration);
            const target = targetOf(registration, connection, previousIds.get(registration.urn));
            const created = await handler.create(target);
            await handler.verify(target, created);
            urns.add(registration.urn);
            const modelled = await modelledAws.create(registration);
            return { id: created.id, outputs: { ...modelled.outputs, ...created.outputs } };
        },
        invoke: (token, args, context) => modelledAws.invoke(token, args, context),
    };
}

/**
 * A function that is called in the course of a deployment acts on what its input names. Where that is only recorded, its
 * failure would tell of a host that doesn't answer, not of the reason.
 */
function refuseCallOn(missing: ReadonlyMap<string, string>, { type, propertyDependencies }: Registration): void {
    if (type !== "aws:lambda/invocation:Invocation") {
        return;
    }
    const source = propertyDependencies.input?.map((urn) => missing.get(urn)).find((one) => one !== undefined);
    if (source !== undefined) {
        throw new Error(
            `the function can't be called: its input comes from ${source}. Leave it out of the local stack.`,
        );
    }
}

async function recorded(registration: Registration): Promise<CreatedResource> {
    if (!(registration.type in HANDLERS) && reasonToRecord(registration) === undefined) {
        throw new Error(
            "the local emulator can't carry this type out yet. Add a handler for it in local/handlers/, or, if the emulator lacks the service, the type and the reason in local/handlers/recorded.ts.",
        );
    }
    return modelledAws.create(registration);
}
