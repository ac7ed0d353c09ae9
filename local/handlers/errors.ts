/** An AWS call that failed while a resource was created. The runner puts the resource's type and name before the message. */
export class AwsCallError extends Error {
    override readonly name = "AwsCallError";

    constructor(
        readonly call: string,
        readonly code: string,
        detail: string,
        options: ErrorOptions,
    ) {
        super(`${call} failed with ${code}: ${oneLine(detail)}${hintFor(code)}`, options);
    }
}

/** The emulator answered that all is well, and yet it has not what was asked for. */
export class NotAsRequestedError extends Error {
    override readonly name = "NotAsRequestedError";

    constructor(what: string, requested: unknown, found: unknown) {
        const [wanted, got] = [JSON.stringify(requested), JSON.stringify(found)];
        super(
            `the emulator accepted the request but has ${got ?? "nothing"} for ${what}, where ${wanted} was requested. ` +
                "Either it ignores that call, and the type belongs in local/handlers/recorded.ts, or its handler sends the wrong request.",
        );
    }
}

const NOT_RUNNING = "The emulator is not running; its log says why.";
const NOT_ALLOWED = "The caller's policies don't allow the call.";
const NOT_THERE = "Something that the request names doesn't exist yet: is a dependency missing?";
const BAD_POLICY = "Check the policy document's JSON.";

/** By code without its ending `Exception`, which some services add and others don't. */
const HINTS: Record<string, string> = {
    ECONNREFUSED: NOT_RUNNING,
    ECONNRESET: "The emulator went away in the middle of the call; its log says why.",
    TimeoutError: "The emulator did not answer in time; its log may say why.",
    AccessDenied: NOT_ALLOWED,
    MalformedPolicyDocument: BAD_POLICY,
    MalformedPolicy: BAD_POLICY,
    NoSuchEntity: NOT_THERE,
    NoSuchBucket: NOT_THERE,
    ResourceNotFound: NOT_THERE,
    EntityNotFound: NOT_THERE,
    NotFound: NOT_THERE,
};

function bareCode(code: string): string {
    return code.replace(/Exception$/, "");
}

function hintFor(code: string): string {
    const hint = HINTS[bareCode(code)];
    return hint === undefined ? "" : ` ${hint}`;
}

function oneLine(text: string): string {
    const line = text.replace(/\s+/g, " ").trim();
    return line === "" || /[.!?]$/.test(line) ? line : `${line}.`;
}

function codeOf(error: unknown): string {
    if (error instanceof Error) {
        return "code" in error && typeof error.code === "string" ? error.code : error.name;
    }
    return "UnknownError";
}

/** Carries out one AWS call; see {@link AwsCallError}. */
export async function callAws<Result>(call: string, send: () => Promise<Result>): Promise<Result> {
    try {
        return await send();
    } catch (error) {
        const detail = error instanceof Error ? error.message : String(error);
        throw new AwsCallError(call, codeOf(error), detail, { cause: error });
    }
}

/** The result of a call, or undefined where it fails with one of these codes, which are given without an ending `Exception`. */
export async function unless<Result>(
    codes: readonly string[],
    send: () => Promise<Result>,
): Promise<Result | undefined> {
    try {
        return await send();
    } catch (error) {
        if (error instanceof AwsCallError && codes.includes(bareCode(error.code))) {
            return undefined;
        }
        throw error;
    }
}
