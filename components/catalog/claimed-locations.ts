import * as pulumi from "@pulumi/pulumi";
import { type CatalogLocation, folder } from "../support/location";

/** A table's place in the lake. */
interface Claim {
    readonly table: string;
    readonly bucketName: pulumi.Input<string>;
    readonly prefix: string;
    /** Whether nothing else may lie there: an Iceberg table's upkeep deletes what its metadata doesn't know. */
    readonly exclusive: boolean;
}

/** Claims of each program; the root resource is a new one whenever a program is evaluated. */
const claims = new WeakMap<pulumi.Resource, Claim[]>();

/**
 * Notes a table's location, and tells with which other table of the program it overlaps where one of them must have its
 * place to itself. Two buckets are the same if they are the same text or the very same output.
 */
export function claimLocation(table: string, location: CatalogLocation, exclusive: boolean): string[] {
    const program = pulumi.runtime.getStackResource();
    if (program === undefined) return [];
    const mine: Claim = {
        table,
        bucketName: location.bucketName,
        prefix: folder(location.prefix),
        exclusive,
    };
    const others = claims.get(program) ?? [];
    claims.set(program, [...others, mine]);
    return others
        .filter((other) => overlap(mine, other))
        .map(
            (other) =>
                `location.prefix is "${location.prefix ?? ""}", which overlaps with "${other.prefix}" of ${other.table}: an Iceberg table has its folder to itself, for example "${freePrefix(table)}".`,
        );
}

function overlap(mine: Claim, other: Claim): boolean {
    return (
        (mine.exclusive || other.exclusive) &&
        mine.bucketName === other.bucketName &&
        (mine.prefix.startsWith(other.prefix) || other.prefix.startsWith(mine.prefix))
    );
}

function freePrefix(table: string): string {
    return `iceberg/${table.replace(/[^a-z0-9_]+/gi, "_")}/`;
}
