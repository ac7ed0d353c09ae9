import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type handleUnaryCall, Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import {
    GetRootResourceResponse,
    type LogRequest,
    type SetRootResourceRequest,
    SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Engine, type EngineOptions } from "../../runner/engine/engine";
import { Gate } from "../../runner/engine/gate";
import { monitorOf } from "../../runner/engine/monitor";
import { loadStackConfig } from "../../runner/project";
import type { Registration } from "../../runner/types";

const RUN = require.resolve("@pulumi/pulumi/cmd/run");

export interface LanguageHostRun {
    readonly registrations: readonly Registration[];
    readonly outputs: Record<string, unknown>;
    readonly exitCode: number;
    /** What the program logged through Pulumi, and its standard error. */
    readonly log: string;
}

/**
 * Runs a program as the Pulumi CLI does: in a process of its own, through the SDK's real launcher and its TypeScript
 * loader, against a resource monitor over gRPC. Only the engine behind that monitor is ours.
 */
export async function runLikeTheCli(
    directory: string,
    stack: string,
    handler: EngineOptions["handler"],
): Promise<LanguageHostRun> {
    const { project, config } = loadStackConfig(directory, stack);
    const defaultProvider = (name: string) => settingsOf(name, config);
    // A provider that doesn't return an output leaves it unknown, as in a preview: what depends on it is then unknown too.
    const engine = new Engine({ project, stack, handler, defaultProvider, allowUnknown: true });
    const gate = new Gate();
    const log: string[] = [];
    const server = new Server();
    server.addService(ResourceMonitorService, overGrpc(monitorOf(engine, gate)));
    server.addService(EngineService, engineService(log));
    const port = await listen(server);
    const child = startProgram(directory, { project, stack, config, port, log });
    try {
        const exitCode = await Promise.race([
            once(child, "exit").then(([code]: (number | null)[]) => code ?? 1),
            // Once a request has failed the gate answers no more, and the program would wait for ever.
            gate.failed,
        ]);
        return { registrations: engine.registrations, outputs: engine.outputs, exitCode, log: log.join("\n") };
    } finally {
        child.kill();
        server.forceShutdown();
    }
}

function overGrpc(monitor: ReturnType<typeof monitorOf>): UntypedServiceImplementation {
    const methods: UntypedServiceImplementation = {};
    for (const [name, answer] of Object.entries(monitor)) {
        const method: handleUnaryCall<unknown, unknown> = (call, callback) =>
            answer(call.request as never, (error, response) => callback(error as Error | null, response));
        methods[name] = method;
    }
    return methods;
}

function engineService(log: string[]): UntypedServiceImplementation {
    let root = "";
    const logMessage: handleUnaryCall<LogRequest, Empty> = (call, callback) => {
        log.push(call.request.getMessage());
        callback(null, new Empty());
    };
    const getRootResource: handleUnaryCall<unknown, GetRootResourceResponse> = (_, callback) => {
        const response = new GetRootResourceResponse();
        response.setUrn(root);
        callback(null, response);
    };
    const setRootResource: handleUnaryCall<SetRootResourceRequest, SetRootResourceResponse> = (call, callback) => {
        root = call.request.getUrn();
        callback(null, new SetRootResourceResponse());
    };
    return { log: logMessage, getRootResource, setRootResource };
}

/** What the CLI configures a package's default provider with. */
function settingsOf(packageName: string, config: Record<string, string>): Record<string, string> {
    const prefix = `${packageName}:`;
    const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(prefix.length), value]));
}

function listen(server: Server): Promise<number> {
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
            error ? reject(error) : resolve(port),
        );
    });
}

interface ProgramRun {
    readonly project: string;
    readonly stack: string;
    readonly config: Record<string, string>;
    readonly port: number;
    readonly log: string[];
}

function startProgram(directory: string, { project, stack, config, port, log }: ProgramRun) {
    const address = `127.0.0.1:${port}`;
    const flags = {
        monitor: address,
        engine: address,
        project,
        stack,
        organization: "organization",
        pwd: directory,
        "root-directory": directory,
        "dry-run": "false",
        parallel: "16",
    };
    const child = spawn(
        process.execPath,
        // The SDK keeps a stack trace for each promise, against leaks; with ts-node's source maps these take half of its time.
        [
            "--stack-trace-limit=0",
            RUN,
            ...Object.entries(flags).map(([name, value]) => `--${name}=${value}`),
            join(directory, "."),
        ],
        {
            cwd: directory,
            env: { PATH: process.env.PATH, PULUMI_CONFIG: JSON.stringify(config), PULUMI_NODEJS_TYPESCRIPT: "true" },
            stdio: ["ignore", "ignore", "pipe"],
        },
    );
    child.stderr.setEncoding("utf8").on("data", (text: string) => log.push(text));
    return child;
}
