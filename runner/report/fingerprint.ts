import { createHash } from "node:crypto";
import type { Finding } from "../policies/types";

/** Parts of a message that change while the fault stays: dates, made-up ids, and places in a list. */
const VOLATILE = [
    /\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?\b/g,
    /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/g,
    /\b(?=[a-f]*\d)[0-9a-f]{7,64}\b/g,
    /(?<=\[)\d+(?=\])/g,
];

/** What a fingerprint is made of. */
type Identity = Pick<Finding, "policy" | "urn" | "message" | "undetermined" | "remediated" | "exemption">;

/**
 * Gives each finding of a report a fingerprint: of the policy, the resource, and the message without its volatile
 * parts. Findings that are alike are numbered, so that one more of a kind is new; and what was exempt and is no longer
 * is new as well.
 */
export function fingerprints(findings: readonly Identity[]): string[] {
    const seen = new Map<string, number>();
    return findings.map(({ policy, urn = "", message, undetermined, remediated, exemption }) => {
        const hash = createHash("sha256")
            .update(JSON.stringify([policy, urn, stable(message), undetermined, remediated, exemption !== undefined]))
            .digest("hex")
            .slice(0, 32);
        const number = (seen.get(hash) ?? 0) + 1;
        seen.set(hash, number);
        return `${hash}:${number}`;
    });
}

function stable(message: string): string {
    return VOLATILE.reduce((text, pattern) => text.replace(pattern, "*"), message);
}
