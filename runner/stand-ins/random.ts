import { createHash } from "node:crypto";
import type { CreatedResource, Registration } from "../types";

type Model = (registration: Registration) => CreatedResource;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DEFAULT_LENGTH = 16;

/** Hexadecimal digits that are the same on each run, and differ between resources. */
export function seedOf({ urn }: Registration): string {
    return createHash("sha256").update(urn).digest("hex");
}

/** The model of a resource of the `random` provider, whose values end up in names of everything. */
export function modelOf(type: string): Model | undefined {
    return models[type];
}

const randomId: Model = (registration) => {
    const bytes = Buffer.from(seedOf(registration).slice(0, 2 * lengthOf(registration, "byteLength", 8)), "hex");
    const prefix = typeof registration.inputs.prefix === "string" ? registration.inputs.prefix : "";
    const hex = bytes.toString("hex");
    const b64Url = bytes.toString("base64url");
    return {
        id: b64Url,
        outputs: {
            hex: prefix + hex,
            dec: prefix + BigInt(`0x${hex}`).toString(),
            b64Std: prefix + bytes.toString("base64"),
            b64Url: prefix + b64Url,
        },
    };
};

const randomString: Model = (registration) => {
    const result = letters(registration, lengthOf(registration, "length", DEFAULT_LENGTH));
    return { id: result, outputs: { result } };
};

const randomPet: Model = (registration) => {
    const separator = typeof registration.inputs.separator === "string" ? registration.inputs.separator : "-";
    const words = Array.from({ length: lengthOf(registration, "length", 2) }, (_, index) =>
        letters(registration, 6, index),
    );
    const prefix = typeof registration.inputs.prefix === "string" ? [registration.inputs.prefix] : [];
    return { id: [...prefix, ...words].join(separator), outputs: {} };
};

const randomUuid: Model = (registration) => {
    const seed = seedOf(registration);
    const parts = [seed.slice(0, 8), seed.slice(8, 12), `4${seed.slice(13, 16)}`, `a${seed.slice(17, 20)}`];
    const result = [...parts, seed.slice(20, 32)].join("-");
    return { id: result, outputs: { result } };
};

const randomInteger: Model = ({ inputs }) => {
    const result = typeof inputs.min === "number" ? inputs.min : 0;
    return { id: String(result), outputs: { result } };
};

const randomShuffle: Model = ({ inputs }) => {
    const all = Array.isArray(inputs.inputs) ? inputs.inputs : [];
    return { id: "-", outputs: { results: all.slice(0, Number(inputs.resultCount ?? all.length)) } };
};

const models: Record<string, Model | undefined> = {
    "random:index/randomId:RandomId": randomId,
    "random:index/randomString:RandomString": randomString,
    "random:index/randomPet:RandomPet": randomPet,
    "random:index/randomUuid:RandomUuid": randomUuid,
    "random:index/randomInteger:RandomInteger": randomInteger,
    "random:index/randomShuffle:RandomShuffle": randomShuffle,
};

/** An input that says how long a value is to be, as far as there are digits to make it from. */
function lengthOf({ inputs }: Registration, property: string, fallback: number): number {
    const length = inputs[property];
    return typeof length === "number" && length > 0 ? Math.min(length, 32) : fallback;
}

function letters(registration: Registration, length: number, offset = 0): string {
    const bytes = Buffer.from(seedOf(registration), "hex");
    return Array.from({ length }, (_, index) => {
        const byte = bytes[(index + 6 * offset) % bytes.length] ?? 0;
        return LETTERS[byte % LETTERS.length];
    }).join("");
}
