import { createHash, type Hash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { hasSecret, isRecord } from "../engine/values";
import type { Registration } from "../types";
import type { ResourceSnapshot } from "./types";

/** Enough to tell two values apart, and too little to hold them. */
const DIGEST_LENGTH = 16;

/** A secret's digest would let who reads the report guess at it. */
const SECRET = "secret";

/**
 * Takes down what a program asked for, so that two evaluations can be compared, on different machines and from
 * different directories. Files are taken down by their content.
 */
export function snapshot(registrations: readonly Registration[], programDirectory: string): ResourceSnapshot[] {
    const digest = new Digest(programDirectory);
    return registrations
        .filter(({ custom }) => custom)
        .map(({ urn, type, name, rawInputs, protect, aliases }) => ({
            urn,
            type,
            name,
            inputs: Object.fromEntries(
                Object.entries(rawInputs).map(([input, value]) => [
                    input,
                    hasSecret(value) ? SECRET : digest.of(value),
                ]),
            ),
            protect,
            aliases,
        }));
}

class Digest {
    private readonly files = new Map<string, string>();

    constructor(private readonly directory: string) {}

    of(value: unknown): string {
        return short(createHash("sha256").update(JSON.stringify(this.canonical(value)) ?? ""));
    }

    private canonical(value: unknown): unknown {
        if (typeof value === "string") {
            return value.replaceAll(this.directory, ".");
        }
        if (Array.isArray(value)) {
            return value.map((member) => this.canonical(member));
        }
        if (!isRecord(value)) {
            return value;
        }
        if (isAsset(value) && typeof value.path === "string") {
            return { content: this.ofPath(resolve(this.directory, value.path)) };
        }
        const keys = Object.keys(value).sort();
        return Object.fromEntries(keys.map((key) => [key, this.canonical(value[key])]));
    }

    private ofPath(path: string): string {
        const known = this.files.get(path);
        if (known !== undefined) {
            return known;
        }
        const hash = createHash("sha256");
        addContent(hash, path, "");
        const digest = short(hash);
        this.files.set(path, digest);
        return digest;
    }
}

function isAsset(value: Record<string, unknown>): boolean {
    const marker = value[rpc.specialSigKey];
    return marker === rpc.specialAssetSig || marker === rpc.specialArchiveSig;
}

function addContent(hash: Hash, path: string, name: string): void {
    const stats = statSync(path, { throwIfNoEntry: false });
    hash.update(`${name}\0${stats?.isDirectory() ? "directory" : stats === undefined ? "absent" : stats.size}\0`);
    if (stats?.isDirectory()) {
        for (const entry of readdirSync(path).sort()) {
            addContent(hash, join(path, entry), `${name}/${entry}`);
        }
    } else if (stats !== undefined) {
        hash.update(readFileSync(path));
    }
}

function short(hash: Hash): string {
    return hash.digest("hex").slice(0, DIGEST_LENGTH);
}
