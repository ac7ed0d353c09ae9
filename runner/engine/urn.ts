/** The type of the resource at the root of every stack. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Builds URNs for one stack of one project (https://www.pulumi.com/docs/iac/concepts/resources/names/#urns). */
export class UrnBuilder {
    constructor(
        readonly project: string,
        readonly stack: string,
    ) {}

    /** The URN of a resource. The type of each ancestor except the stack is part of it. */
    of(parent: string | undefined, type: string, name: string, project = this.project, stack = this.stack): string {
        const parentType = parent === undefined || parent === "" ? STACK_TYPE : qualifiedTypeOf(parent);
        const qualifiedType = parentType === STACK_TYPE ? type : `${parentType}$${type}`;
        return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
    }
}

/** The chain of types in a URN, outermost first, joined by `$`. */
export function qualifiedTypeOf(urn: string): string {
    return urn.split("::")[2] ?? "";
}

/** The resource's own type in a URN. */
export function typeOf(urn: string): string {
    return qualifiedTypeOf(urn).split("$").pop() ?? "";
}

/** The resource's name in a URN. A name may itself contain `::`. */
export function nameOf(urn: string): string {
    return urn.split("::").slice(3).join("::");
}

/** The package of a type or function token: `aws` for `aws:s3/bucket:Bucket` and for `pulumi:providers:aws`. */
export function packageOf(token: string): string {
    const [first, module, last] = token.split(":");
    return first === "pulumi" && module === "providers" ? (last ?? "") : (first ?? "");
}

export function isProviderType(type: string): boolean {
    return type.startsWith("pulumi:providers:");
}
