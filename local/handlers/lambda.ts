import { setTimeout as sleep } from "node:timers/promises";
import {
    AddPermissionCommand,
    Architecture,
    CreateFunctionCommand,
    type Environment,
    FunctionUrlAuthType,
    GetFunctionCommand,
    GetPolicyCommand,
    LogFormat,
    PutFunctionConcurrencyCommand,
    RemovePermissionCommand,
    Runtime,
    TracingMode,
    UpdateFunctionCodeCommand,
    UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { lambda } from "../clients";
import { jwksUrl, unmarkedMessages } from "../shop-access";
import { codeHash, zipArchive } from "./archive";
import { unless } from "./errors";
import { known } from "./known";
import type { HandlerTable, Target, TypeHandler } from "./types";

const FUNCTION_NAME_MAX = 64;
const STATEMENT_ID_MAX = 100;
const SETTLE_TIMEOUT_MS = 20_000;
const SETTLE_INTERVAL_MS = 50;

const POOL_ISSUER = /^https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/([\w-]+)$/;

/** Tokens name AWS's address of their user pool, which has none of the emulator's keys. */
function tokenKeys({ connection }: Target, variables: Readonly<Record<string, string>>): Record<string, string> {
    const [, userPoolId] = POOL_ISSUER.exec(variables.TOKEN_ISSUER ?? "") ?? [];
    return userPoolId === undefined ? {} : { TOKEN_JWKS_URI: jwksUrl(connection, userPoolId) };
}

function environmentOf(target: Target): Environment | undefined {
    const variables = target.inputs.optionalSection("environment")?.map("variables");
    return variables === undefined
        ? undefined
        : { Variables: { ...tokenKeys(target, variables), ...unmarkedMessages(variables), ...variables } };
}

function configurationOf(target: Target, name: string) {
    const { inputs } = target;
    const logging = inputs.optionalSection("loggingConfig");
    const tracing = inputs.optionalSection("tracingConfig")?.oneOf("mode", TracingMode);
    return {
        FunctionName: name,
        Role: inputs.text("role"),
        Handler: inputs.optionalText("handler"),
        Runtime: inputs.optionalOneOf("runtime", Runtime),
        Description: inputs.optionalText("description"),
        MemorySize: inputs.optionalNumber("memorySize"),
        Timeout: inputs.optionalNumber("timeout"),
        KMSKeyArn: inputs.optionalText("kmsKeyArn"),
        Environment: environmentOf(target),
        ...(tracing && { TracingConfig: { Mode: tracing } }),
        ...(logging && {
            LoggingConfig: {
                LogFormat: logging.optionalOneOf("logFormat", LogFormat),
                LogGroup: logging.optionalText("logGroup"),
            },
        }),
    };
}

function architecturesOf({ inputs }: Target): Architecture[] {
    return known(inputs.texts("architectures"), Architecture);
}

function found({ connection, call }: Target, name: string) {
    return call("GetFunction", () => lambda(connection).send(new GetFunctionCommand({ FunctionName: name })));
}

/** A function is Pending for a moment, as in AWS. */
async function settled(target: Target, name: string) {
    const deadline = Date.now() + SETTLE_TIMEOUT_MS;
    let current = await found(target, name);
    while (current.Configuration?.State === "Pending" && Date.now() < deadline) {
        await sleep(SETTLE_INTERVAL_MS);
        current = await found(target, name);
    }
    return current;
}

const lambdaFunction: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const name = target.physicalName("name", FUNCTION_NAME_MAX);
        const zip = await zipArchive(inputs.section("code"));
        const configuration = configurationOf(target, name);
        const architectures = architecturesOf(target);
        const client = lambda(connection);
        const existing = await unless(["ResourceNotFound"], () => found(target, name));
        if (existing === undefined) {
            await call("CreateFunction", () =>
                client.send(
                    new CreateFunctionCommand({
                        ...configuration,
                        ...(architectures.length > 0 && { Architectures: architectures }),
                        Code: { ZipFile: zip },
                        Publish: inputs.flag("publish"),
                        Tags: inputs.map("tags"),
                    }),
                ),
            );
        } else {
            await call("UpdateFunctionCode", () =>
                client.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zip })),
            );
            await call("UpdateFunctionConfiguration", () =>
                client.send(new UpdateFunctionConfigurationCommand(configuration)),
            );
        }
        const reserved = inputs.optionalNumber("reservedConcurrentExecutions");
        if (reserved !== undefined && reserved >= 0) {
            const request = { FunctionName: name, ReservedConcurrentExecutions: reserved };
            await call("PutFunctionConcurrency", () => client.send(new PutFunctionConcurrencyCommand(request)));
        }
        const arn = `arn:aws:lambda:${connection.region}:${connection.accountId}:function:${name}`;
        const api = `arn:aws:apigateway:${connection.region}:lambda:path/2015-03-31/functions`;
        return {
            id: name,
            outputs: {
                name,
                arn,
                qualifiedArn: `${arn}:$LATEST`,
                invokeArn: `${api}/${arn}/invocations`,
                version: "$LATEST",
                sourceCodeSize: zip.length,
                codeSha256: codeHash(zip),
            },
        };
    },
    async verify(target, { id, outputs }) {
        const { Configuration } = await settled(target, id);
        target.expect("the function's ARN", outputs.arn, Configuration?.FunctionArn);
        target.expect("the function's code", outputs.codeSha256, Configuration?.CodeSha256);
        target.expect("the function's role", target.inputs.text("role"), Configuration?.Role);
        target.expect("the function's state", "Active", Configuration?.State);
        target.expect("environment variables", environmentOf(target)?.Variables, Configuration?.Environment?.Variables);
    },
};

/** The name alone, from a name or an ARN. */
export function functionNameOf(given: string): string {
    return given.startsWith("arn:") ? (given.split(":")[6] ?? given) : given;
}

const permission: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const [name, statementId] = [
            functionNameOf(inputs.text("function")),
            target.physicalName("statementId", STATEMENT_ID_MAX),
        ];
        const add = () =>
            call("AddPermission", () =>
                lambda(connection).send(
                    new AddPermissionCommand({
                        FunctionName: name,
                        StatementId: statementId,
                        Action: inputs.text("action"),
                        Principal: inputs.text("principal"),
                        SourceArn: inputs.optionalText("sourceArn"),
                        SourceAccount: inputs.optionalText("sourceAccount"),
                        FunctionUrlAuthType: inputs.optionalOneOf("functionUrlAuthType", FunctionUrlAuthType),
                    }),
                ),
            );
        if ((await unless(["ResourceConflict"], add)) === undefined) {
            const request = { FunctionName: name, StatementId: statementId };
            await call("RemovePermission", () => lambda(connection).send(new RemovePermissionCommand(request)));
            await add();
        }
        return { id: statementId, outputs: { statementId } };
    },
    async verify(target, { id }) {
        const policy = await target.call("GetPolicy", () =>
            lambda(target.connection).send(
                new GetPolicyCommand({ FunctionName: functionNameOf(target.inputs.text("function")) }),
            ),
        );
        target.expect("the permission's statement", true, (policy.Policy ?? "").includes(`"${id}"`));
    },
};

export const lambdaHandlers: HandlerTable = {
    "aws:lambda/function:Function": lambdaFunction,
    "aws:lambda/permission:Permission": permission,
};
