import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AwsConnection } from "../clients";
import { lambdaFor, RoleConnections } from "../delivery/roles";
import type { Deployment } from "../deployment";
import type { LocalModel } from "../model";
import type { ServerAddress } from "../run-file";
import { PERSONAS, userAttributes } from "../shop/personas";
import { signIn } from "../shop-access";
import { type DeployedFunction, type DeployedShop, functionOf, localSettings, shopOf } from "./deployed-shop";
import type { Session } from "./protocol";
import { startAssistantServer, UnknownPersona } from "./server";
import { Supervisor } from "./supervisor";
import { Worker } from "./worker";

export interface AssistantOptions {
    readonly deployment: Deployment;
    /** Where the log is kept. */
    readonly stateDir: string;
    /** What answers for models, to be told to whoever chats. */
    readonly model: Pick<LocalModel, "url" | "isScripted">;
    /** Called once when the assistant keeps ending by itself and is not started again. */
    readonly onFailure?: (error: Error) => void;
}

/** The assistant, until it is stopped. */
export interface LocalAssistant {
    readonly address: ServerAddress;
    stop(): Promise<void>;
}

/** Credentials of a role hold for twelve hours. */
const RENEW_MS = 11 * 60 * 60 * 1000;

/**
 * Runs the deployed assistant's code on this machine, where it can stream: with the settings of its function and the rights of
 * its role, in a process of its own, behind a server on loopback.
 *
 * @throws Error if the program has no shop, or if the assistant can't be started.
 */
export async function startAssistant(options: AssistantOptions): Promise<LocalAssistant> {
    const { deployment, stateDir, model, onFailure } = options;
    const shop = shopOf(deployment);
    if (shop === undefined) throw new Error("The program has no shop, and so no assistant.");
    const deployed = functionOf(deployment, shop.assistantFunction);
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    const supervisor = new Supervisor({
        renewMs: RENEW_MS,
        spawn: async () =>
            Worker.start({
                environment: await environmentOf(deployment, deployed),
                logFile: join(stateDir, "assistant.log"),
            }),
        ...(onFailure && { onFailure }),
    });
    try {
        await supervisor.start();
        const server = await startAssistantServer({
            turn: (call, signal) => supervisor.turn(call, signal),
            signIn: (persona) => sessionOf(deployment.connection, shop, persona),
            health: {
                status: "ok",
                model: { scripted: model.isScripted, url: model.url },
                personas: PERSONAS.map(({ key }) => key),
            },
        });
        return {
            address: server.address,
            stop: async () => {
                await server.close();
                await supervisor.stop();
            },
        };
    } catch (error) {
        await supervisor.stop();
        throw error;
    }
}

/** What Lambda would give the function, and nothing of the developer's own. */
async function environmentOf(deployment: Deployment, deployed: DeployedFunction): Promise<Record<string, string>> {
    const { connection } = deployment;
    // Made anew each time: the ones that it remembers may be about to expire.
    const roles = new RoleConnections(connection, lambdaFor(deployed.arn));
    const role = await roles.connection(deployed.roleArn);
    return {
        ...localSettings(deployment, deployed),
        PATH: process.env.PATH ?? "",
        HOME: process.env.HOME ?? "",
        TZ: "UTC",
        AWS_ENDPOINT_URL: connection.endpoint,
        AWS_REGION: connection.region,
        AWS_ACCESS_KEY_ID: role.accessKeyId,
        AWS_SECRET_ACCESS_KEY: role.secretAccessKey,
        ...(role.sessionToken !== undefined && { AWS_SESSION_TOKEN: role.sessionToken }),
        // The functions' clients use Node.js's own agents, which trust no certificate of the emulator's.
        ...(connection.certificateFile !== undefined && { NODE_EXTRA_CA_CERTS: connection.certificateFile }),
    };
}

async function sessionOf(connection: AwsConnection, { pool }: DeployedShop, key: string): Promise<Session> {
    const persona = PERSONAS.find((each) => each.key === key);
    if (persona === undefined) {
        const known = PERSONAS.map((each) => each.key).join(", ");
        throw new UnknownPersona(`There is no persona "${key}"; choose one of ${known}.`);
    }
    const tokens = await signIn(connection, pool, { userName: persona.email, attributes: userAttributes(persona) });
    return {
        persona: persona.key,
        given_name: persona.given_name,
        email: persona.email,
        id_token: tokens.idToken,
        expires_at: tokens.expiresAt.toISOString(),
    };
}
