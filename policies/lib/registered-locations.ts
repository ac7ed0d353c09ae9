import type * as aws from "@pulumi/aws";
import type { StackGraph } from "./stack-graph";
import { types } from "./tokens";
import { anyOf, isUnknown, type Truth, type Unknown } from "./truth";

/** The ARNs that a stack registers with Lake Formation. */
export function registeredLocations(stack: StackGraph): readonly (string | Unknown)[] {
    return stack
        .ofTypes<aws.lakeformation.ResourceArgs>(types.lakeFormationResource)
        .flatMap(({ props }) => props.text("arn") ?? []);
}

/** Whether an ARN, in which `*` stands for any characters, may name an object under one of some locations. */
export function reaches(pattern: string | Unknown, locations: readonly (string | Unknown)[]): Truth {
    return anyOf(
        ...locations.map((location) =>
            isUnknown(pattern) ? pattern : isUnknown(location) ? location : overlaps(pattern, `${location}/`),
        ),
    );
}

/** What stands before the first wildcard decides: behind it, a pattern can become any name. */
function overlaps(pattern: string, folder: string): boolean {
    const literal = pattern.split(/[*?]/)[0] ?? pattern;
    const open = literal.length < pattern.length;
    return literal.startsWith(folder) || (open && folder.startsWith(literal));
}
