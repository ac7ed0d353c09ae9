import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws of one seeded sequence: the same seed always gives the same day. */
export interface Random {
    /** A whole number between `low` and `high`, both included. */
    int(low: number, high: number): number;
    /** True with the given probability (0 to 1). */
    chance(probability: number): boolean;
    /** A positive duration around `mean`, long-tailed as handling times are (log-normal, sigma 0.6). */
    longTailed(mean: number): number;
    /** One of the values, each as likely as its weight says. */
    weighted<const T>(choices: readonly (readonly [T, number])[]): T;
    pick<T>(values: readonly T[]): T;
    /** A version 4 UUID. */
    uuid(): string;
    /** The same values in a random order (Fisher–Yates); the input stays as it is. */
    shuffled<T>(values: readonly T[]): T[];
}

const LONG_TAIL_SIGMA = 0.6;

export function seededRandom(seed: number): Random {
    const generator = xoroshiro128plus(seed);
    const unit = (): number => uniformFloat64(generator);
    const int = (low: number, high: number): number => uniformInt(generator, low, high);

    function weighted<const T>(choices: readonly (readonly [T, number])[]): T {
        let remaining = unit() * choices.reduce((sum, [, weight]) => sum + weight, 0);
        for (const [value, weight] of choices) {
            remaining -= weight;
            if (remaining < 0) return value;
        }
        return last(choices)[0];
    }

    function longTailed(mean: number): number {
        const normal = Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
        return mean * Math.exp(LONG_TAIL_SIGMA * normal - LONG_TAIL_SIGMA ** 2 / 2);
    }

    function uuid(): string {
        const hex = Array.from({ length: 4 }, () => int(0, 0x7fffffff).toString(16).padStart(8, "0")).join("");
        const variant = "89ab"[int(0, 3)];
        return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    }

    function shuffled<T>(values: readonly T[]): T[] {
        const result = [...values];
        for (let index = result.length - 1; index > 0; index--) {
            const other = int(0, index);
            [result[index], result[other]] = [result[other] as T, result[index] as T];
        }
        return result;
    }

    return {
        int,
        chance: (probability) => unit() < probability,
        longTailed,
        weighted,
        pick: (values) => values[int(0, values.length - 1)] as (typeof values)[number],
        uuid,
        shuffled,
    };
}

function last<T>(values: readonly T[]): T {
    const value = values.at(-1);
    if (value === undefined) throw new Error("weighted(): no choices given");
    return value;
}
