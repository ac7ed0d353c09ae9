import { existsSync, writeFileSync } from "node:fs";

/** Moments at which a crash is worth trying. */
export const FaultPoint = {
    batchBegun: "batch-begun",
    transformed: "transformed",
    manifestWritten: "manifest-written",
    someUploaded: "some-uploaded",
    allUploaded: "all-uploaded",
    batchFinished: "batch-finished",
} as const;
export type FaultPoint = (typeof FaultPoint)[keyof typeof FaultPoint];

let passed = 0;

/**
 * Kills this process, as `kill -9` would, on the n-th pass of the point that
 * `LAKEFRONT_DELIVERY_FAULT=<point>:<n>:<marker file>` names, once: unless the marker file exists, which is then made.
 * Tests prove with it that delivery survives a crash there.
 */
export function faultPoint(point: FaultPoint): void {
    const [name, nth, ...marker] = process.env.LAKEFRONT_DELIVERY_FAULT?.split(":") ?? [];
    const file = marker.join(":");
    if (name !== point || ++passed !== Number(nth) || existsSync(file)) return;
    writeFileSync(file, "");
    process.kill(process.pid, "SIGKILL");
}
