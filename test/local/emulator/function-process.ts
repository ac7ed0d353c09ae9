import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateRoleCommand } from "@aws-sdk/client-iam";
import { CreateFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { zipSync } from "fflate";
import { type AwsConnection, iam, lambda } from "../../../local/clients";

const TRUST = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

/** Invokes a function once, so that its process stays warm in the emulator. */
export async function warmFunction(connection: AwsConnection): Promise<void> {
    const role = await iam(connection).send(
        new CreateRoleCommand({ RoleName: "warm", AssumeRolePolicyDocument: JSON.stringify(TRUST) }),
    );
    const source = Buffer.from("exports.handler = async () => { console.log('warm'); return 1; };");
    await lambda(connection).send(
        new CreateFunctionCommand({
            FunctionName: "warm",
            Role: role.Role?.Arn,
            Runtime: "nodejs22.x",
            Handler: "index.handler",
            Code: { ZipFile: zipSync({ "index.js": source }) },
        }),
    );
    await sleep(50);
    await lambda(connection).send(new InvokeCommand({ FunctionName: "warm" }));
}

/** The processes that a process started. */
export function functionProcesses(parent: number): number[] {
    return readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .filter((name) => {
            try {
                const stat = readFileSync(`/proc/${name}/stat`, "utf8");
                return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === parent;
            } catch {
                return false;
            }
        })
        .map(Number);
}
