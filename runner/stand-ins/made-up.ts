import { createHash } from "node:crypto";
import { type Place, placeOf } from "../aws/place";
import { UNKNOWN } from "../engine/values";
import type { Field } from "./declarations";

/** What a made-up answer is made from. */
interface Ground {
    fields: readonly Field[];
    providerInputs?: Record<string, unknown>;
}

/** Two are enough for a program that takes one for each of several, and for one that wants the first. */
const LIST_LENGTH = 2;

/** The ids of what EC2 manages start with the kind of thing (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html). */
const EC2_PREFIXES: Record<string, string> = {
    vpc: "vpc",
    subnet: "subnet",
    securitygroup: "sg",
    ami: "ami",
    instance: "i",
    routetable: "rtb",
    internetgateway: "igw",
    natgateway: "nat",
    networkinterface: "eni",
    transitgateway: "tgw",
};

/**
 * Answers a provider function that would look something up, in the shape that its package declares: with the arguments
 * where they say it, and else with values of the right kind, the same on each run. Optional fields are left out. Where
 * nothing is declared, the answer has an unknown part, which makes all of it unknown to who takes it as an output.
 */
export function madeUpAnswer(
    token: string,
    args: Record<string, unknown>,
    { fields, providerInputs }: Ground,
): Record<string, unknown> {
    const given = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined && value !== null));
    const maker = new Maker(token, given, placeOf(given, providerInputs));
    const answer: Record<string, unknown> =
        fields.length > 0 ? { id: maker.text("id", 0) } : { id: UNKNOWN, result: UNKNOWN };
    for (const { name, type, optional } of fields) {
        if (!optional) {
            answer[name] = maker.value(name, type);
        }
    }
    return { ...answer, ...given };
}

class Maker {
    private readonly service: string;
    private readonly thing: string;
    private readonly hash: string;

    constructor(
        token: string,
        args: Record<string, unknown>,
        private readonly place: Place,
    ) {
        const [, module = "", name = ""] = token.split(":");
        this.service = module.split("/")[0] ?? "";
        this.thing = name.replace(/^get/, "").toLowerCase();
        this.hash = createHash("sha256")
            .update(JSON.stringify([token, args]))
            .digest("hex");
    }

    value(name: string, type: string): unknown {
        switch (type) {
            case "string":
                return this.text(name, 0);
            case "number":
                return 0;
            case "boolean":
                return false;
            case "string[]":
                return Array.from({ length: LIST_LENGTH }, (_, index) => this.text(name.replace(/s$/, ""), index));
            default:
                return type.endsWith("[]") ? [] : {};
        }
    }

    text(name: string, index: number): string {
        const { partition, region, accountId } = this.place;
        const hex = this.hash.slice(index * 17, (index + 1) * 17);
        if (/arn$/i.test(name)) {
            return `arn:${partition}:${this.service}:${region}:${accountId}:${this.thing}/${hex}`;
        }
        switch (name) {
            case "region":
                return region;
            case "accountId":
            case "ownerId":
                return accountId;
            case "cidrBlock":
                return `10.${index}.0.0/16`;
            case "secretString":
                return "{}";
        }
        const kind = name === "id" ? this.thing.replace(/s$/, "") : name.replace(/Id$/, "").toLowerCase();
        const prefix = /^id$|Id$/.test(name) ? EC2_PREFIXES[kind] : undefined;
        return `${prefix ?? name}-${hex}`;
    }
}
