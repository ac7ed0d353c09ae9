/** A time between half of it and one and a half of it: those who wait for the same thing don't all come back at once. */
export function jittered(milliseconds: number): number {
    return milliseconds * (0.5 + Math.random());
}
