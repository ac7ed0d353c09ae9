/** Which role made a call, and on what. */
export interface CallContext {
    readonly action: string;
    readonly resource: string;
    readonly roleArn: string;
}

/** A call to AWS that failed, in words that say what to change. */
export class DeliveryCallError extends Error {
    constructor(
        message: string,
        readonly code: string,
        override readonly cause: unknown,
    ) {
        super(message);
    }
}

/** Makes one call; a failure comes out naming the call, the resource and the role. */
export async function calling<T>(context: CallContext, call: () => Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        throw explain(error, context);
    }
}

const DENIED = new Set(["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]);

export function explain(error: unknown, { action, resource, roleArn }: CallContext): DeliveryCallError {
    if (error instanceof DeliveryCallError) return error;
    const code = errorCode(error);
    const detail = error instanceof Error ? error.message : String(error);
    const message = DENIED.has(code)
        ? `the role ${roleArn} may not ${action} on ${resource}: add the action to the role's policy, and look for a ` +
          `Deny in the resource's own policy (${detail})`
        : `${action} on ${resource}, as ${roleArn}, failed: ${code}: ${detail}`;
    return new DeliveryCallError(message, code, error);
}

export function errorCode(error: unknown): string {
    if (error instanceof DeliveryCallError) return error.code;
    if (typeof error !== "object" || error === null) return "Error";
    // Errors of the socket carry a code; those of a service, a name.
    if ("code" in error && typeof error.code === "string") return error.code;
    return error instanceof Error ? error.name : "Error";
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
