import { asset } from "@pulumi/pulumi";
import { specialArchiveSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { keysOf } from "./path";
import { Properties } from "./properties";

/**
 * What a rule sets on a resource: new values by path, for example `{ "rules[0].bucketKeyEnabled": true }`. An object or a
 * list on the way that is absent is made.
 */
export type Remedy = Readonly<Record<string, unknown>>;

/**
 * Applies a remedy to a resource's properties; nothing where the remedy is empty.
 *
 * The properties are changed in place, as the engine hands them out for that: what the remedy does not name keeps its
 * unknown values and its secrets, which a copy would have to read.
 */
export function applyRemedy(props: object, remedy: Remedy): Record<string, unknown> | undefined {
    const changes = Object.entries(remedy);
    for (const [path, value] of changes) {
        setAt(props, keysOf(path), value);
    }
    if (changes.length === 0) {
        return undefined;
    }
    spellOutArchives(props);
    return props as Record<string, unknown>;
}

/**
 * Puts archives made of assets, as a Lambda function's code often is, into the form in which they travel: the SDK
 * (@pulumi/policy 1.21.0, deserialize.js) would send their file names back and leave the files out.
 */
function spellOutArchives(props: object): void {
    const view = new Properties(props);
    for (const key of Object.keys(props)) {
        const value = view.get(key);
        if (value instanceof asset.AssetArchive) {
            Reflect.set(props, key, { [specialSigKey]: specialArchiveSig, assets: value.assets });
        }
    }
}

function setAt(props: object, keys: readonly (string | number)[], value: unknown): void {
    let holder = props;
    for (const [index, key] of keys.entries()) {
        const next = keys[index + 1];
        if (next === undefined) {
            Reflect.set(holder, key, value);
            return;
        }
        const inner: unknown = Reflect.get(holder, key);
        if (typeof inner !== "object" || inner === null) {
            Reflect.set(holder, key, typeof next === "number" ? [] : {});
        }
        holder = Reflect.get(holder, key);
    }
}
