import { createHash } from "node:crypto";
import type { CreatedResource, Registration } from "../types";
import { type Place, placeOf } from "./place";

/** Says what AWS would give back for a resource. */
export type Model = (resource: Modelling) => CreatedResource;

/** Models by type token. */
export type Models = Record<string, Model>;

/** One resource that is being modelled, with what a model needs to make up believable values. */
export class Modelling {
    readonly place: Place;
    readonly inputs: Record<string, unknown>;
    private readonly hash: string;

    constructor(readonly registration: Registration) {
        this.inputs = registration.inputs;
        this.place = placeOf(registration.inputs, registration.providerInputs);
        this.hash = createHash("sha256").update(registration.urn).digest("hex");
    }

    /** An input if it is a known, non-empty string. */
    input(property: string): string | undefined {
        const value = this.inputs[property];
        return typeof value === "string" && value !== "" ? value : undefined;
    }

    /** The physical name: the input of that name, else one made as Pulumi does, `<logical name>-<7 hexadecimal digits>`. */
    name(property = "name"): string {
        const given = this.input(property) ?? this.registration.id;
        return given ?? `${this.input(`${property}Prefix`) ?? `${this.registration.name}-`}${this.hex(7)}`;
    }

    /** A value that another resource gave, or a believable stand-in when the input is absent or unknown. */
    reference(property: string): string {
        return this.input(property) ?? `${property}-${this.hex(8)}`;
    }

    /** An ARN in this resource's own region and account. */
    arn(service: string, resource: string): string {
        const { partition, region, accountId } = this.place;
        return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
    }

    /** An ARN of a service that knows no regions. */
    globalArn(service: string, resource: string): string {
        return `arn:${this.place.partition}:${service}::${this.place.accountId}:${resource}`;
    }

    /** Hexadecimal digits that are the same on each run and differ between resources. At most 64. */
    hex(length: number): string {
        return this.hash.slice(0, length);
    }

    uuid(): string {
        const part = (start: number, end: number) => this.hash.slice(start, end);
        return [part(0, 8), part(8, 12), `4${part(13, 16)}`, `a${part(17, 20)}`, part(20, 32)].join("-");
    }

    /** Capital letters and digits, as in the unique ids of IAM. */
    capitals(length: number): string {
        return this.hash.toUpperCase().slice(0, length);
    }
}

/** A model of a resource that is known by an ARN, with its name as the id. */
export function named(service: string, resource: (name: string) => string, property = "name"): Model {
    return (it) => {
        const name = it.name(property);
        return { id: name, outputs: { [property]: name, arn: it.arn(service, resource(name)) } };
    };
}

/** A model of a resource whose id is its ARN. */
export function identifiedByArn(service: string, resource: (name: string) => string, property = "name"): Model {
    return (it) => {
        const name = it.name(property);
        const arn = it.arn(service, resource(name));
        return { id: arn, outputs: { [property]: name, arn } };
    };
}

/** A model of a resource that only adds settings to another one, whose id it shares. */
export function sideOf(property: string): Model {
    return (it) => ({ id: it.reference(property), outputs: {} });
}

/** A model of a resource whose id is made of some of its inputs. */
export function composed(separator: string, ...properties: string[]): Model {
    return (it) => ({
        id: properties.map((property) => it.reference(property)).join(separator),
        outputs: {},
    });
}
