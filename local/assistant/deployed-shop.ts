import type { Deployment } from "../deployment";
import { isRecord } from "../is-record";
import { httpApiUrl, jwksUrl, type SignInPool, unmarkedMessages } from "../shop-access";

/** The shop of a local deployment, by the names that its parts have there. */
export interface DeployedShop {
    /** Where the emulator answers for the shop's API. */
    readonly apiUrl: string;
    readonly assistantFunction: string;
    readonly catalogBucket: string;
    readonly catalogSyncFunction: string;
    readonly ordersTable: string;
    readonly productsTable: string;
    readonly pool: SignInPool;
}

/**
 * The shop that was deployed; undefined for a program without one.
 *
 * @throws Error that names the output which the program doesn't give.
 */
export function shopOf({ outputs, connection }: Deployment): DeployedShop | undefined {
    const { shopOutputs } = outputs;
    if (!isRecord(shopOutputs) || Object.keys(shopOutputs).length === 0) return undefined;
    const output = (name: string) => {
        const value = shopOutputs[name];
        if (typeof value !== "string") throw new Error(`The program's shopOutputs has no text under ${name}.`);
        return value;
    };
    const [apiId = ""] = new URL(output("apiEndpoint")).hostname.split(".");
    return {
        apiUrl: httpApiUrl(connection, apiId),
        assistantFunction: output("assistantFunction"),
        catalogBucket: output("catalogBucket"),
        catalogSyncFunction: output("catalogSyncFunction"),
        ordersTable: output("ordersTable"),
        productsTable: output("productsTable"),
        pool: { userPoolId: output("userPoolId"), clientId: output("clientId") },
    };
}

/** A function as it was deployed. */
export interface DeployedFunction {
    readonly arn: string;
    readonly roleArn: string;
    readonly environment: Readonly<Record<string, string>>;
}

/** @throws Error if no function of that name was deployed. */
export function functionOf({ resources }: Deployment, name: string): DeployedFunction {
    const found = resources.find(({ type, id }) => type === "aws:lambda/function:Function" && id === name);
    const { arn } = found?.outputs ?? {};
    const { role, environment } = found?.inputs ?? {};
    if (typeof arn !== "string" || typeof role !== "string") {
        throw new Error(`The deployment has no function ${name}.`);
    }
    const variables = isRecord(environment) && isRecord(environment.variables) ? environment.variables : {};
    return {
        arn,
        roleArn: role,
        environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
    };
}

/**
 * The function's settings as they hold in the emulator: a pool's tokens name AWS's address as their issuer, but their keys
 * lie at the emulator.
 */
export function localSettings(
    { connection }: Pick<Deployment, "connection">,
    { environment }: DeployedFunction,
): Record<string, string> {
    const { TOKEN_ISSUER: issuer, TOKEN_JWKS_URI: given } = environment;
    const pool = issuer?.slice(issuer.lastIndexOf("/") + 1);
    return {
        ...unmarkedMessages(environment),
        ...environment,
        ...(pool !== undefined && given === undefined && { TOKEN_JWKS_URI: jwksUrl(connection, pool) }),
    };
}
