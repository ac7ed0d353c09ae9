import type { Undetermined } from "./verdict";

/** What is not known, and when it will be. */
export function describeUnknown({ unknown }: Undetermined, kind: "resource" | "stack"): string {
    const names = unknown.map((path) => `\`${path}\``).join(", ");
    const when = kind === "resource" ? "before it creates or changes the resource" : "once the stack is complete";
    return `${names} can't be known in a preview; \`pulumi up\` judges it ${when}.`;
}
