import { createHash } from "node:crypto";
import {
    CreateFunctionUrlConfigCommand,
    FunctionUrlAuthType,
    GetFunctionUrlConfigCommand,
    InvokeCommand,
    InvokeMode,
    UpdateFunctionUrlConfigCommand,
} from "@aws-sdk/client-lambda";
import { lambda } from "../clients";
import { isRecord } from "../is-record";
import { corsOf } from "./cors";
import { unless } from "./errors";
import { functionNameOf } from "./lambda";
import type { HandlerTable, Target, TypeHandler } from "./types";

/** What an invocation is told of the resource's life: https://www.pulumi.com/registry/packages/aws/api-docs/lambda/invocation/ */
const LifecycleScope = { CreateOnly: "CREATE_ONLY", Crud: "CRUD" } as const;

function payloadOf({ inputs, previousId }: Target): string {
    const input = inputs.document("input");
    const scope = inputs.optionalOneOf("lifecycleScope", LifecycleScope) ?? LifecycleScope.CreateOnly;
    if (scope === LifecycleScope.CreateOnly) {
        return input;
    }
    const event: unknown = JSON.parse(input);
    if (!isRecord(event)) {
        throw new Error("property input must be a JSON object where lifecycleScope is CRUD.");
    }
    const lifecycle =
        previousId === undefined ? { action: "create", prev_input: null } : { action: "update", prev_input: event };
    return JSON.stringify({ ...event, [inputs.optionalText("terraformKey") ?? "tf"]: lifecycle });
}

/** A function that fails answers with its error's type and message: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
function failureIn(payload: string): string {
    try {
        const answer: unknown = JSON.parse(payload);
        if (isRecord(answer) && typeof answer.errorMessage === "string") {
            return typeof answer.errorType === "string" && !answer.errorType.startsWith("Runtime.")
                ? `${answer.errorType}: ${answer.errorMessage}`
                : answer.errorMessage;
        }
    } catch {
        // Not JSON: the payload itself is all that there is to tell.
    }
    return payload;
}

const invocation: TypeHandler = {
    /** Invokes on every run, not only when the input changed: code that is built anew has the same input. */
    async create(target) {
        const { inputs, connection, call } = target;
        const name = inputs.text("functionName");
        const qualifier = inputs.optionalText("qualifier") ?? "$LATEST";
        const answer = await call("Invoke", () =>
            lambda(connection).send(
                new InvokeCommand({
                    FunctionName: name,
                    Qualifier: inputs.optionalText("qualifier"),
                    Payload: Buffer.from(payloadOf(target)),
                }),
            ),
        );
        const result = Buffer.from(answer.Payload ?? []).toString("utf8");
        if (answer.FunctionError !== undefined) {
            throw new Error(`the function ${name} failed: ${failureIn(result)}`);
        }
        const digest = createHash("md5").update(inputs.document("input")).digest("hex");
        return { id: `${name}_${qualifier}_${digest}`, outputs: { result } };
    },
    // The function's own answer is the proof, and there is nothing to read back.
    async verify() {},
};

function urlConfig({ inputs, connection, call }: Target, name: string) {
    const request = { FunctionName: name, Qualifier: inputs.optionalText("qualifier") };
    return call("GetFunctionUrlConfig", () => lambda(connection).send(new GetFunctionUrlConfigCommand(request)));
}

/**
 * Answers under `/_aws/lambda-url/<urlId>/` of the emulator, and whole: it streams no answers, whatever `invokeMode` says
 * (it keeps the mode, so that the read-back can compare it).
 */
const functionUrl: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = functionNameOf(inputs.text("functionName"));
        const request = {
            FunctionName: name,
            Qualifier: inputs.optionalText("qualifier"),
            AuthType: inputs.oneOf("authorizationType", FunctionUrlAuthType),
            InvokeMode: inputs.optionalOneOf("invokeMode", InvokeMode),
            Cors: corsOf(inputs.optionalSection("cors")),
        };
        const client = lambda(connection);
        const existing = await unless(["ResourceNotFound"], () => urlConfig(target, name));
        await (existing === undefined
            ? call("CreateFunctionUrlConfig", () => client.send(new CreateFunctionUrlConfigCommand(request)))
            : call("UpdateFunctionUrlConfig", () => client.send(new UpdateFunctionUrlConfigCommand(request))));
        const made = await urlConfig(target, name);
        const url = made.FunctionUrl ?? "";
        const urlId = new URL(url).hostname.split(".")[0];
        return { id: name, outputs: { functionArn: made.FunctionArn, functionUrl: url, urlId } };
    },
    async verify(target, { id }) {
        const { inputs, expect } = target;
        const found = await urlConfig(target, id);
        expect("the URL's authorisation", inputs.text("authorizationType"), found.AuthType);
        expect("the URL's way to answer", inputs.optionalText("invokeMode"), found.InvokeMode);
    },
};

export const lambdaCallHandlers: HandlerTable = {
    "aws:lambda/invocation:Invocation": invocation,
    "aws:lambda/functionUrl:FunctionUrl": functionUrl,
};
