import type { AwsConnection } from "../clients";

export { type HttpAnswer, type HttpRequest, send } from "./http";
export { inbox, type Mail } from "./inbox";
export { type SampleUser, type SignInPool, signIn, type Tokens } from "./sign-in";

/**
 * Where the emulator answers for an HTTP API: AWS's host names don't resolve on loopback.
 *
 * @param stage its name; default `$default`.
 */
export function httpApiUrl(connection: AwsConnection, apiId: string, stage = "$default"): string {
    return `${connection.endpoint}/_aws/execute-api/${apiId}/${stage}`;
}

/** Where the emulator answers for a function URL, with a `/` at its end. */
export function functionUrlOf(connection: AwsConnection, urlId: string): string {
    return `${connection.endpoint}/_aws/lambda-url/${urlId}/`;
}

/**
 * Where the keys lie that a user pool's tokens are checked with. The tokens themselves name AWS's address as their issuer,
 * here as there.
 */
export function jwksUrl(connection: AwsConnection, userPoolId: string): string {
    return `${connection.endpoint}/${userPoolId}/.well-known/jwks.json`;
}

/**
 * A setting for functions that answer behind a guardrail: the emulator's Converse hands on plain text alone, so a message
 * that is marked for the guardrail would never reach the model.
 *
 * @param variables the function's own settings.
 */
export function unmarkedMessages(variables: Readonly<Record<string, string>>): Record<string, string> {
    return variables.GUARDRAIL_ID === undefined ? {} : { GUARDRAIL_MARKS_MESSAGE: "false" };
}
