import { type DeployedResource, type Deployment, How } from "./deployment";

export const TreeDetail = {
    /** Components with the number of their resources. */
    Components: "components",
    /** Every resource. */
    Resources: "resources",
} as const;
export type TreeDetail = (typeof TreeDetail)[keyof typeof TreeDetail];

export interface TreeOptions {
    /** Default: components. */
    detail?: TreeDetail;
    /** Draws with plain ASCII characters. Default false. */
    ascii?: boolean;
}

interface Glyphs {
    readonly branch: string;
    readonly last: string;
    readonly through: string;
    readonly created: string;
    readonly recorded: string;
    readonly dot: string;
}

const UNICODE: Glyphs = { branch: "├─ ", last: "└─ ", through: "│  ", created: "✔", recorded: "○", dot: " · " };
const ASCII: Glyphs = { branch: "|- ", last: "`- ", through: "|  ", created: "+", recorded: "o", dot: ", " };

interface Node {
    readonly resource: DeployedResource;
    readonly children: readonly Node[];
}

interface Count {
    readonly created: number;
    readonly recorded: number;
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
    const groups = new Map<Key, Item[]>();
    for (const item of items) {
        const key = keyOf(item);
        const group = groups.get(key);
        if (group === undefined) {
            groups.set(key, [item]);
        } else {
            group.push(item);
        }
    }
    return groups;
}

function isOwn(resource: DeployedResource): boolean {
    // Providers are the engine's, not the program's.
    return !resource.type.startsWith("pulumi:providers:");
}

/** Components first, as the program has them; then resources by type and name, since they register in any order. */
function byKind(a: Node, b: Node): number {
    const rank = ({ resource }: Node) => (resource.how === How.Component ? "" : `${resource.type} ${resource.name}`);
    return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;
}

function rootsOf(deployment: Deployment): Node[] {
    const resources = deployment.resources.filter(isOwn);
    const byParent = grouped(resources, ({ parent }) => parent);
    const nodesUnder = (urn: string | undefined): Node[] =>
        (byParent.get(urn) ?? []).map((resource) => ({ resource, children: nodesUnder(resource.urn) })).sort(byKind);
    return nodesUnder(undefined);
}

function count({ resource, children }: Node): Count {
    return children
        .map(count)
        .reduce((sum, one) => ({ created: sum.created + one.created, recorded: sum.recorded + one.recorded }), {
            created: resource.how === How.Created ? 1 : 0,
            recorded: resource.how === How.Recorded ? 1 : 0,
        });
}

function countText({ created, recorded }: Count, glyphs: Glyphs): string {
    const parts = [...(created > 0 ? [`${created} created`] : []), ...(recorded > 0 ? [`${recorded} recorded`] : [])];
    return parts.join(glyphs.dot);
}

/** `aws:s3/bucket:Bucket` as `s3.Bucket`, `lakefront:index:DataLake` as `DataLake`. */
function shortType(type: string): string {
    const [, module = "", name = type] = type.split(":");
    const [service = ""] = module.split("/");
    return service === "index" || service === "" ? name : `${service}.${name}`;
}

/** [what stands in the tree, what stands in the column beside it] */
type Line = readonly [tree: string, note: string];

function lineOf(node: Node, glyphs: Glyphs): Line {
    const { resource } = node;
    const label = `${resource.name}  ${shortType(resource.type)}`;
    if (resource.how === How.Component) {
        return [label, countText(count(node), glyphs)];
    }
    return resource.how === How.Created
        ? [`${glyphs.created} ${label}`, ""]
        : [`${glyphs.recorded} ${label}`, "recorded"];
}

function linesUnder(nodes: readonly Node[], detail: TreeDetail, glyphs: Glyphs, indent: string): Line[] {
    const shown = detail === TreeDetail.Resources ? nodes : nodes.filter(({ children }) => children.length > 0);
    return shown.flatMap((node, index) => {
        const isLast = index === shown.length - 1;
        const [tree, note] = lineOf(node, glyphs);
        const deeper = indent + (isLast ? " ".repeat(glyphs.through.length) : glyphs.through);
        return [
            [`${indent}${isLast ? glyphs.last : glyphs.branch}${tree}`, note] as const,
            ...linesUnder(node.children, detail, glyphs, deeper),
        ];
    });
}

function aligned(lines: readonly Line[]): string[] {
    const width = Math.max(0, ...lines.map(([tree]) => tree.length));
    return lines.map(([tree, note]) => (note === "" ? tree : `${tree.padEnd(width)}  ${note}`));
}

function reasons(deployment: Deployment, glyphs: Glyphs): string[] {
    const recorded = deployment.resources.filter((one) => one.how === How.Recorded && one.reason !== undefined);
    return [...grouped(recorded, ({ type }) => type)].map(
        ([type, all]) => `${glyphs.recorded} ${all.length} × ${shortType(type)}: ${all[0]?.reason ?? ""}`,
    );
}

/** The deployment as a tree of components, with what was created and what was only recorded, and why. Ends without a newline. */
export function renderTree(deployment: Deployment, options: TreeOptions = {}): string {
    const glyphs = options.ascii === true ? ASCII : UNICODE;
    const roots = rootsOf(deployment);
    const lines = roots.flatMap((root): Line[] => [
        lineOf(root, glyphs),
        ...linesUnder(root.children, options.detail ?? TreeDetail.Components, glyphs, ""),
    ]);
    const why = reasons(deployment, glyphs);
    return [...aligned(lines), ...(why.length === 0 ? [] : ["", "Recorded only:", ...why])].join("\n");
}
