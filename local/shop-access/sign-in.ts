import { randomBytes } from "node:crypto";
import {
    AdminCreateUserCommand,
    AdminInitiateAuthCommand,
    AdminSetUserPasswordCommand,
    AdminUpdateUserAttributesCommand,
    UsernameExistsException,
} from "@aws-sdk/client-cognito-identity-provider";
import { type AwsConnection, cognito } from "../clients";

/** Where shoppers sign in. */
export interface SignInPool {
    readonly userPoolId: string;
    readonly clientId: string;
}

export interface SampleUser {
    /** An e-mail address where the pool takes those for user names. */
    readonly userName: string;
    /** Attributes by name, `email_verified` and `custom:…` included. */
    readonly attributes: Readonly<Record<string, string>>;
}

export interface Tokens {
    /** What APIs want: it carries the attributes as claims. */
    readonly idToken: string;
    readonly accessToken: string;
    readonly expiresAt: Date;
}

/** Long, and with a character of each kind, so that it keeps every password policy. Nobody needs to know it. */
function password(): string {
    return `${randomBytes(24).toString("base64url")}aA1!`;
}

async function ensureUser(
    connection: AwsConnection,
    { userPoolId }: SignInPool,
    user: SampleUser,
    TemporaryPassword: string,
): Promise<void> {
    const client = cognito(connection);
    const attributes = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
    const request = { UserPoolId: userPoolId, Username: user.userName, UserAttributes: attributes };
    try {
        await client.send(new AdminCreateUserCommand({ ...request, TemporaryPassword, MessageAction: "SUPPRESS" }));
    } catch (error) {
        if (!(error instanceof UsernameExistsException)) {
            throw error;
        }
        await client.send(new AdminUpdateUserAttributesCommand(request));
    }
}

/**
 * Signs a sample user in, without a browser; makes the user first, or brings an existing one to these attributes. The
 * tokens are real ones of the pool, so whoever checks them checks them for real. It acts with the rights of the
 * connection's owner, and gives the user a new password each time.
 *
 * @throws Error of Amazon Cognito, if there is no such pool or client, or if the client doesn't allow
 * `ALLOW_ADMIN_USER_PASSWORD_AUTH`.
 */
export async function signIn(connection: AwsConnection, pool: SignInPool, user: SampleUser): Promise<Tokens> {
    const client = cognito(connection);
    const credentials = { USERNAME: user.userName, PASSWORD: password() };
    await ensureUser(connection, pool, user, credentials.PASSWORD);
    await client.send(
        new AdminSetUserPasswordCommand({
            UserPoolId: pool.userPoolId,
            Username: user.userName,
            Password: credentials.PASSWORD,
            Permanent: true,
        }),
    );
    const { AuthenticationResult: result } = await client.send(
        new AdminInitiateAuthCommand({
            UserPoolId: pool.userPoolId,
            ClientId: pool.clientId,
            AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
            AuthParameters: credentials,
        }),
    );
    if (result?.IdToken === undefined || result.AccessToken === undefined) {
        throw new Error(`The user pool ${pool.userPoolId} gave ${user.userName} no tokens.`);
    }
    return {
        idToken: result.IdToken,
        accessToken: result.AccessToken,
        expiresAt: new Date(Date.now() + (result.ExpiresIn ?? 0) * 1000),
    };
}
