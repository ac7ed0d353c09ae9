import { isUnknown, type Truth } from "./truth";

/** The resource breaks the rule. */
export interface Violation {
    readonly outcome: "violation";
    readonly message: string;
    /** The resource at fault, where it is not the one being judged. */
    readonly urn?: string;
}

/** The rule can't be decided before some values are known. */
export interface Undetermined {
    readonly outcome: "undetermined";
    /** The properties that are awaited. */
    readonly unknown: readonly string[];
    readonly urn?: string;
}

/** What a rule has to say; a rule with nothing to say found the resource compliant. */
export type Verdict = Violation | Undetermined;

/** Turns an answer into verdicts: true is compliant, false violates with `message`, unknown is undetermined. */
export function check(truth: Truth, message: string, urn?: string): readonly Verdict[] {
    if (truth === true) {
        return [];
    }
    const at = urn === undefined ? {} : { urn };
    if (isUnknown(truth)) {
        return [{ outcome: "undetermined", unknown: truth.paths, ...at }];
    }
    return [{ outcome: "violation", message, ...at }];
}
