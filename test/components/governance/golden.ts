import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import type { Registration } from "../../../runner";

/** Set to write the golden files anew; `biome check --write` then lays them out. */
const UPDATE = process.env.LAKEFRONT_UPDATE_GOLDEN === "1";

/** What of a request decides what happens in an account, resources by name. */
export function requestsOf(registrations: readonly Registration[]): unknown[] {
    const names = new Map(registrations.map(({ urn, type, name }) => [urn, `${type.split(":").at(-1)} ${name}`]));
    const named = (urns: readonly string[]) => urns.map((urn) => names.get(urn) ?? urn);
    return registrations
        .filter(({ custom }) => custom)
        .map(({ type, name, inputs, parent, dependencies, deleteBeforeReplace, protect, retainOnDelete }) => ({
            type,
            name,
            parent: names.get(parent ?? ""),
            inputs,
            dependsOn: named(dependencies),
            deleteBeforeReplace,
            protect,
            retainOnDelete,
        }));
}

/** Compares requests with the golden file of a name. */
export function expectGolden(name: string, requests: readonly unknown[]): void {
    const path = join(__dirname, "golden", `${name}.json`);
    if (UPDATE) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(requests, undefined, 2) + "\n");
    }
    expect(JSON.parse(JSON.stringify(requests))).to.deep.equal(JSON.parse(readFileSync(path, "utf8")));
}
