import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import { type AwsConnection, iam, lambda } from "../../../local/clients";

const BUNDLES = resolve(__dirname, "../../../components/bundles");
const TRUST = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

export interface DeployedFunction {
    /** Of the function and of its role. */
    readonly name: string;
    /** A folder of the built bundles. */
    readonly bundle: string;
    readonly environment: Readonly<Record<string, string>>;
    /** What its role may do and nothing else: a policy document. */
    readonly policy: string;
    readonly timeoutSeconds: number;
}

/** Makes a function from its bundle, with a role of its own, and waits until it answers. */
export async function deployFunction(
    connection: AwsConnection,
    { name, bundle, environment, policy, timeoutSeconds }: DeployedFunction,
): Promise<void> {
    const { Role } = await iam(connection).send(
        new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(TRUST) }),
    );
    await iam(connection).send(new PutRolePolicyCommand({ RoleName: name, PolicyName: "own", PolicyDocument: policy }));
    const client = lambda(connection);
    await client.send(
        new CreateFunctionCommand({
            FunctionName: name,
            Role: Role?.Arn,
            Runtime: "nodejs22.x",
            Handler: "index.handler",
            MemorySize: 512,
            Timeout: timeoutSeconds,
            Code: { ZipFile: zipSync({ "index.mjs": readFileSync(join(BUNDLES, bundle, "index.mjs")) }) },
            Environment: { Variables: environment },
        }),
    );
    await waitUntilFunctionActiveV2({ client, maxWaitTime: 30, minDelay: 0.1, maxDelay: 1 }, { FunctionName: name });
}

/** What a function answered, as JSON; `failed` when it threw. */
export async function invokeFunction(
    connection: AwsConnection,
    name: string,
    event: unknown,
): Promise<{ failed: boolean; json: string }> {
    const { FunctionError, Payload = new Uint8Array() } = await lambda(connection).send(
        new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }),
    );
    return { failed: FunctionError !== undefined, json: Buffer.from(Payload).toString() };
}
