import type { ResourceRule } from "../../../policies/lib/rule";
import { keyArn } from "./compliant";
import { describeRule } from "./describe-rule";

interface KeyCases {
    readonly rule: ResourceRule;
    readonly type: string;
    /** The property that must name a key of one's own. */
    readonly property: string;
    readonly says: string;
    /** The setting that gives the remedy its key. Default: `kmsKeyArn`; none where the remedy has no key to set. */
    readonly setting?: string | null;
}

/** Holds a rule to a property that must name a key of one's own. */
export function describeKey({ rule, type, property, says, setting = "kmsKeyArn" }: KeyCases): void {
    const broken = [
        { when: "no key", set: { [property]: undefined } },
        { when: "an empty key", set: { [property]: "" } },
        { when: "a key that AWS manages", set: { [property]: "alias/aws/service" } },
    ];
    describeRule({
        rule,
        type,
        refuses: broken.map((change) => ({ ...change, says: [says] })),
        needsOnlyPresenceOf: [property],
        mends: setting === null ? [] : broken.map((change) => ({ ...change, settings: { [setting]: keyArn } })),
        leaves: broken,
    });
}
