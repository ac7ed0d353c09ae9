import { GetRoleCommand, UpdateAssumeRolePolicyCommand } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { type AwsConnection, iam, sts } from "../clients";
import { errorCode, messageOf } from "./failures";
import { Limiter } from "./limiter";
import { mayAssume, withoutConditions } from "./trust";

const SESSION_SECONDS = 12 * 60 * 60;
const RENEW_MS = 10 * 60 * 1000;

/** A trust policy must not be read while it is changed for the length of a call. */
const oneByOne = new Limiter(1);

/** A service of AWS that acts as a role, and what it does so for. */
export interface ActingService {
    /** As in `firehose.amazonaws.com`. */
    readonly service: string;
    /** The resource that it acts for: a delivery stream, a function. */
    readonly sourceArn: string;
    readonly sessionName: string;
}

/** Firehose, for one of its delivery streams. */
export function firehoseFor(deliveryStreamArn: string): ActingService {
    return { service: "firehose.amazonaws.com", sourceArn: deliveryStreamArn, sessionName: "firehose-delivery" };
}

/** Lambda, for one of its functions. */
export function lambdaFor(functionArn: string): ActingService {
    return { service: "lambda.amazonaws.com", sourceArn: functionArn, sessionName: "lambda-function" };
}

/** Connections as the roles that a resource names: what a role may not do fails here as it would in AWS. */
export class RoleConnections {
    private readonly sessions = new Map<string, { connection: Promise<AwsConnection>; expiresMs: number }>();

    /**
     * @param owner a connection as the account's root, which stands in for the service
     * @param acting the service that assumes the roles
     */
    constructor(
        private readonly owner: AwsConnection,
        private readonly acting: ActingService,
    ) {}

    /** @throws Error when the service may not assume the role */
    connection(roleArn: string): Promise<AwsConnection> {
        const known = this.sessions.get(roleArn);
        if (known && known.expiresMs - Date.now() > RENEW_MS) return known.connection;
        const connection = oneByOne.run(() => this.assume(roleArn));
        this.sessions.set(roleArn, { connection, expiresMs: Date.now() + SESSION_SECONDS * 1000 });
        // A failed attempt is not remembered: the next call tries again.
        connection.catch(() => this.sessions.delete(roleArn));
        return connection;
    }

    private async assume(roleArn: string): Promise<AwsConnection> {
        const trust = await this.trustOf(roleArn);
        const { service, sourceArn } = this.acting;
        const caller = { service, sourceArn, accountId: this.owner.accountId };
        if (!mayAssume(trust, caller)) {
            throw new Error(
                `the role ${roleArn} does not let ${service} assume it for ${sourceArn}: see its trust policy`,
            );
        }
        try {
            return await this.session(roleArn);
        } catch (error) {
            if (errorCode(error) !== "AccessDenied") throw this.failed(roleArn, error);
        }
        // The emulator never sets the keys aws:SourceAccount and aws:SourceArn, so that no service gets past a
        // condition on them. The condition was judged above; it is taken out for as long as one call takes.
        await this.setTrust(roleArn, withoutConditions(trust));
        try {
            return await this.session(roleArn);
        } catch (error) {
            throw this.failed(roleArn, error);
        } finally {
            await this.setTrust(roleArn, trust);
        }
    }

    private async session(roleArn: string): Promise<AwsConnection> {
        const { Credentials } = await sts(this.owner).send(
            new AssumeRoleCommand({
                RoleArn: roleArn,
                RoleSessionName: this.acting.sessionName,
                // Firehose sends the account: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html
                ExternalId: this.owner.accountId,
                DurationSeconds: SESSION_SECONDS,
            }),
        );
        if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey)
            throw new Error("AssumeRole gave no credentials");
        return {
            ...this.owner,
            accessKeyId: Credentials.AccessKeyId,
            secretAccessKey: Credentials.SecretAccessKey,
            sessionToken: Credentials.SessionToken,
        };
    }

    private async trustOf(roleArn: string): Promise<string> {
        try {
            const { Role } = await iam(this.owner).send(new GetRoleCommand({ RoleName: roleName(roleArn) }));
            return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "{}");
        } catch (error) {
            throw this.failed(roleArn, error);
        }
    }

    private async setTrust(roleArn: string, policy: string): Promise<void> {
        await iam(this.owner).send(
            new UpdateAssumeRolePolicyCommand({ RoleName: roleName(roleArn), PolicyDocument: policy }),
        );
    }

    private failed(roleArn: string, error: unknown): Error {
        return new Error(`can't assume the role ${roleArn}: ${errorCode(error)}: ${messageOf(error)}`, {
            cause: error,
        });
    }
}

function roleName(roleArn: string): string {
    return roleArn.slice(roleArn.lastIndexOf("/") + 1);
}
