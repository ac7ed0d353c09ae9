import type { Registration, SourcePosition } from "../types";

/** A resource that could not be registered, named so that a reader finds it in the program. */
export class ResourceError extends Error {
    override readonly name = "ResourceError";
    readonly urn: string;
    readonly sourcePosition: SourcePosition | undefined;

    constructor(registration: Pick<Registration, "urn" | "type" | "name" | "sourcePosition">, cause: unknown) {
        super(`${registration.type} "${registration.name}": ${messageOf(cause)}`, { cause });
        this.urn = registration.urn;
        this.sourcePosition = registration.sourcePosition;
    }
}

/** What an error has to say, whatever was thrown. */
export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
