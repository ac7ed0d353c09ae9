import type { ResourceChange, ResourceSnapshot } from "./types";

/** Says how the resources of a stack have changed: removed ones first, then added, then changed, by URN. */
export function changesBetween(
    before: readonly ResourceSnapshot[],
    after: readonly ResourceSnapshot[],
): ResourceChange[] {
    const left = new Map(before.map((resource) => [resource.urn, resource]));
    const there = new Set(after.map(({ urn }) => urn));
    const added: ResourceChange[] = [];
    const changed: ResourceChange[] = [];
    for (const resource of after) {
        const former = [resource.urn, ...resource.aliases.filter((urn) => !there.has(urn))].find((urn) =>
            left.has(urn),
        );
        const earlier = former === undefined ? undefined : left.get(former);
        if (former === undefined || earlier === undefined) {
            added.push(changeOf("added", resource, Object.keys(resource.inputs)));
            continue;
        }
        left.delete(former);
        const properties = differences(earlier, resource);
        if (former !== resource.urn) {
            changed.push({ ...changeOf("changed", resource, properties), formerUrn: former });
        } else if (properties.length > 0) {
            changed.push(changeOf("changed", resource, properties));
        }
    }
    const removed = [...left.values()].map((resource) => changeOf("removed", resource, []));
    return [removed, added, changed].flatMap((changes) => changes.sort((a, b) => a.urn.localeCompare(b.urn)));
}

function changeOf(
    change: ResourceChange["change"],
    { urn, type, name }: ResourceSnapshot,
    properties: string[],
): ResourceChange {
    return { change, urn, type, name, properties: properties.sort() };
}

function differences(before: ResourceSnapshot, after: ResourceSnapshot): string[] {
    const inputs = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
    return [
        ...[...inputs].filter((input) => before.inputs[input] !== after.inputs[input]),
        ...(before.protect === after.protect ? [] : ["protect"]),
    ];
}
