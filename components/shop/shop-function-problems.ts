import { rangeProblem } from "../problems";
import type { ShopFunctionArgs, TableThroughputArgs } from "./references";

/** What DynamoDB gives a table on demand unless asked for more. */
const MOST_UNITS = 40_000;

/** What is wrong with a function's settings, or nothing. */
export function shopFunctionProblems(property: string, args: ShopFunctionArgs = {}): string[] {
    return [
        ...rangeProblem(`${property}.memoryMegabytes`, args.memoryMegabytes, 128, 10_240),
        ...rangeProblem(`${property}.reservedConcurrency`, args.reservedConcurrency, 1, 10_000),
    ];
}

/** What is wrong with the bounds of tables, or nothing. */
export function throughputProblems(args: TableThroughputArgs = {}): string[] {
    return [
        ...rangeProblem("throughput.maxReadUnits", args.maxReadUnits, 1, MOST_UNITS),
        ...rangeProblem("throughput.maxWriteUnits", args.maxWriteUnits, 1, MOST_UNITS),
    ];
}

/**
 * What is wrong with the name that physical names begin with, or nothing. It becomes part of names of buckets and
 * queues, so it takes what both accept.
 */
export function physicalNameProblems(physicalName: string, longest: number): string[] {
    if (/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(physicalName) && physicalName.length <= longest) return [];
    return [
        `physicalName is "${physicalName}" (${physicalName.length} characters): use 1 to ${longest} lower-case letters, digits and inner hyphens, for example "acme-shop"`,
    ];
}
