import type { RawStackResource } from "../../../../policies/lib/stack-graph";
import type { Props } from "../judge";

/** A stack that keeps the rules of a group. */
export interface CompliantStack {
    /** Types of its resources, each of which has a compliant example in the group. */
    readonly types: readonly string[];
    /** Builds it, with the properties that each type is to have. */
    build(props: (type: string) => Props): readonly RawStackResource[];
}
