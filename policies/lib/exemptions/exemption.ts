import { matchesAny } from "../glob";

/** One reviewed exception from one rule, for a while. */
export interface Exemption {
    /** The rule's name. */
    readonly policy: string;
    readonly selector: Selector;
    /** The violations that are meant, as a glob over the whole message; all of them when absent. */
    readonly message?: string;
    /** The stacks that are meant, as a glob over the name; every stack when absent. */
    readonly stack?: string;
    readonly reason: string;
    /** The last day on which it holds, as `yyyy-mm-dd` in UTC. */
    readonly expires: string;
    readonly approvedBy?: string;
}

/** The resources that an exemption is for. */
export type Selector =
    | { readonly by: "urn" | "type and name"; readonly pattern: string }
    | { readonly by: "tag"; readonly key: string; readonly value: string };

/** A violation, as far as exemptions tell one from another. */
export interface Subject {
    readonly rule: string;
    readonly urn: string;
    /** What is wrong; absent where that is not known yet, which any exemption for the resource may be about. */
    readonly message?: string;
    /** The value of one of the resource's own tags; nothing where it has none or where it is not known. */
    readonly tagOf: (key: string) => string | undefined;
}

/** Whether an exemption is for a violation, whatever the date. */
export function covers(exemption: Exemption, subject: Subject): boolean {
    const { policy, selector, message } = exemption;
    return (
        policy === subject.rule &&
        isForStack(exemption, stackOf(subject.urn)) &&
        (message === undefined || subject.message === undefined || matchesAny(subject.message, [message])) &&
        selects(selector, subject)
    );
}

export function isForStack({ stack }: Exemption, name: string): boolean {
    return stack === undefined || matchesAny(name, [stack]);
}

/** How messages name the resources that an exemption is for. */
export function selectorText(selector: Selector): string {
    return selector.by === "tag" ? `resources with the tag ${selector.key}=${selector.value}` : selector.pattern;
}

export function stackOf(urn: string): string {
    return /^urn:pulumi:(.*?)::/.exec(urn)?.[1] ?? "";
}

/** The URN of the stack itself, by that of any of its resources. */
export function stackUrnOf(urn: string): string {
    const [, stack = "", project = ""] = /^urn:pulumi:(.*?)::(.*?)::/.exec(urn) ?? [];
    return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}

function selects(selector: Selector, { urn, tagOf }: Subject): boolean {
    switch (selector.by) {
        case "urn":
            return matchesAny(urn, [selector.pattern]);
        case "type and name":
            return matchesAny(typeAndName(urn), [selector.pattern]);
        case "tag":
            return tagOf(selector.key) === selector.value;
    }
}

/** `type::name`, without the types of the parents. */
function typeAndName(urn: string): string {
    const [, types = "", name = ""] = /^urn:pulumi:.*?::.*?::(.*?)::(.*)$/.exec(urn) ?? [];
    return `${types.split("$").at(-1)}::${name}`;
}
