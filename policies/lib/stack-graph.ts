import { Properties } from "./properties";
import { computedProperties } from "./provider-defaults";
import type { RawResource, Resource } from "./rule";
import { isUnknown, type Unknown } from "./truth";

/** A resource of a finished stack, as the engine presents it: its outputs, and what each property depends on. */
export interface RawStackResource extends RawResource {
    readonly propertyDependencies: Readonly<Record<string, readonly { readonly urn: string }[]>>;
}

/** A resource that belongs to another one. */
export interface Attachment<Shape> {
    readonly resource: Resource<Shape>;
    /** False when the property could name one of several resources and its value is not known yet. */
    readonly certain: boolean;
}

/** How one kind of resource names another. */
export interface Join {
    /** Types of the resources that do the naming. */
    readonly from: readonly string[];
    /** The property, or the path to it, that names the other resource. */
    readonly property: string;
    /** Types of the resources that are named. */
    readonly to: readonly string[];
    /** Properties of the named resource whose values may stand in `property`. */
    readonly names: readonly string[];
    /** What stands before the name in `property`, such as the `table/` of `table/orders`. Default: nothing. */
    readonly prefix?: string;
    /** Whether `property` may go on behind the name with `/`, as the ARN of a prefix does behind a bucket's. Default: no. */
    readonly within?: boolean;
}

/**
 * The resources of a stack, indexed by type and by who names whom. Each index is built at most once and in linear time.
 */
export class StackGraph {
    private readonly byType = new Map<string, RawStackResource[]>();
    private readonly byUrn = new Map<string, RawStackResource>();
    private readonly byJoin = new Map<Join, ReadonlyMap<string, readonly Attachment<unknown>[]>>();

    /** The stack's name, as every URN tells it; none for a stack without resources. */
    readonly stackName: string | undefined;

    constructor(resources: readonly RawStackResource[]) {
        this.stackName = /^urn:pulumi:(.*?)::/.exec(resources[0]?.urn ?? "")?.[1];
        for (const resource of resources) {
            this.byUrn.set(resource.urn, resource);
            const sameType = this.byType.get(resource.type);
            if (sameType === undefined) {
                this.byType.set(resource.type, [resource]);
            } else {
                sameType.push(resource);
            }
        }
    }

    ofTypes<Shape>(types: readonly string[]): readonly Resource<Shape>[] {
        return this.rawOf(types).map((raw) => view<Shape>(raw));
    }

    /**
     * Whether the program itself sets a property. The properties of a finished stack do not tell: the provider reads back
     * lists that other resources have filled. The engine names the dependencies of every input, be there any or none.
     */
    isGiven({ urn }: { readonly urn: string }, property: string): boolean {
        return Object.hasOwn(this.byUrn.get(urn)?.propertyDependencies ?? {}, property);
    }

    /** The resources that name `owner` by `join`. */
    attachedTo<Shape>(owner: { readonly urn: string }, join: Join): readonly Attachment<Shape>[] {
        return (this.joined(join).get(owner.urn) ?? []) as readonly Attachment<Shape>[];
    }

    /** Joins are module constants, so the object itself is the key. */
    private joined(join: Join): ReadonlyMap<string, readonly Attachment<unknown>[]> {
        const known = this.byJoin.get(join);
        if (known !== undefined) {
            return known;
        }
        const attachments = new Map<string, Attachment<unknown>[]>();
        const owners = indexOwners(this.rawOf(join.to), join);
        for (const raw of this.rawOf(join.from)) {
            for (const { urn, certain } of ownersNamedBy(raw, join, owners)) {
                const attachment = { resource: view<unknown>(raw), certain };
                const list = attachments.get(urn);
                if (list === undefined) {
                    attachments.set(urn, [attachment]);
                } else {
                    list.push(attachment);
                }
            }
        }
        this.byJoin.set(join, attachments);
        return attachments;
    }

    private rawOf(types: readonly string[]): readonly RawStackResource[] {
        return types.flatMap((type) => this.byType.get(type) ?? []);
    }
}

interface Owners {
    /** The known names of each owner; an owner without any may have every name. */
    readonly namesByUrn: ReadonlyMap<string, ReadonlySet<string>>;
    readonly urnByName: ReadonlyMap<string, string>;
}

function indexOwners(owners: readonly RawStackResource[], { names: nameProperties, prefix = "" }: Join): Owners {
    const namesByUrn = new Map<string, Set<string>>();
    const urnByName = new Map<string, string>();
    for (const owner of owners) {
        const props = new Properties(owner.props);
        const names = new Set<string>();
        for (const property of nameProperties) {
            const name = props.text(property);
            if (name !== undefined && name !== "" && !isUnknown(name)) {
                names.add(prefix + name);
                urnByName.set(prefix + name, owner.urn);
            }
        }
        namesByUrn.set(owner.urn, names);
    }
    return { namesByUrn, urnByName };
}

function ownerCalled(value: string, within: boolean, { urnByName }: Owners): string | undefined {
    const [name = value] = value.split("/");
    return urnByName.get(value) ?? (within ? urnByName.get(name) : undefined);
}

/**
 * A value that was computed from an owner belongs to it, unless the value is known and is another name: a bucket named
 * after another bucket depends on it as well. Only where no dependency was recorded does the literal name decide.
 */
function ownersNamedBy(
    raw: RawStackResource,
    { property: path, within = false }: Join,
    owners: Owners,
): readonly { readonly urn: string; readonly certain: boolean }[] {
    const [property = path, ...members] = path.split(".");
    const dependencies = (raw.propertyDependencies[property] ?? [])
        .map((dependency) => dependency.urn)
        .filter((urn) => owners.namesByUrn.has(urn));
    const values = textsAt(new Properties<Tree>(raw.props), property, members);
    const named = values.flatMap((value) => (isUnknown(value) ? [] : (ownerCalled(value, within, owners) ?? [])));
    const mayBeNamed = values.some(isUnknown)
        ? dependencies
        : dependencies.filter((urn) => owners.namesByUrn.get(urn)?.size === 0);
    const possible = [...new Set(mayBeNamed)].filter((urn) => !named.includes(urn));
    return [
        ...[...new Set(named)].map((urn) => ({ urn, certain: true })),
        ...possible.map((urn) => ({ urn, certain: named.length === 0 && possible.length === 1 })),
    ];
}

interface Tree {
    readonly [property: string]: Tree;
}

/** The texts at the end of a path, of every item of the lists on the way. */
function textsAt(
    props: Properties<Tree>,
    property: string,
    [next, ...rest]: readonly string[],
): readonly (string | Unknown)[] {
    return next === undefined
        ? props.texts(property)
        : props.each(property).flatMap((item) => textsAt(item, next, rest));
}

function view<Shape>(raw: RawStackResource): Resource<Shape> {
    return { type: raw.type, urn: raw.urn, name: raw.name, props: new Properties<Shape>(raw.props, "", computed(raw)) };
}

/**
 * The properties that nobody set. A stack policy sees outputs, and in a preview those that the provider computes are
 * unknown: a bucket without a policy has an unknown one. What the program set to an unknown value depends on a resource, so
 * an unknown that depends on none is the provider's.
 */
function computed({ type, props, propertyDependencies }: RawStackResource): ReadonlySet<string> {
    const all = new Properties(props);
    const candidates = computedProperties.get(type) ?? [];
    return new Set(
        candidates.filter((key) => isUnknown(all.get(key)) && (propertyDependencies[key] ?? []).length === 0),
    );
}
