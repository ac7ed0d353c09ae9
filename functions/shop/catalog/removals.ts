/** What a sync would do to the products that can be bought. */
export interface SaleChange {
    /** Products on sale before. */
    readonly before: number;
    /** Products on sale afterwards, new ones included. */
    readonly after: number;
    /** Ids of products on sale before and not afterwards: they are not in the file, or it says that they are discontinued. */
    readonly withdrawn: readonly string[];
}

/**
 * So many are taken from sale without asking, whatever share of the shop they are: of a shop of three products each is a third,
 * and a share alone would stop every change there. From 25 products on the usual threshold, a fifth, bears more than this.
 */
export const WITHDRAWALS_ALWAYS_BORNE = 5;

/** Why a sync may not take so many products from sale. */
export const RemovalProblem = {
    /** They are a larger share than is borne. */
    TooMany: "too_many",
    /** Nothing would be left on sale. */
    NoneLeft: "none_left",
} as const;
export type RemovalProblem = (typeof RemovalProblem)[keyof typeof RemovalProblem];

/**
 * Whether a file takes so much from sale that it is more likely cut off, or exported with a wrong filter, than meant. A shop is
 * never left empty, however few products it had.
 *
 * @param threshold share of the products on sale that may go at once, from 0 to 1; with 0 none may
 * @returns undefined if nothing is wrong
 */
export function removalProblem(
    { before, after, withdrawn }: SaleChange,
    threshold: number,
): RemovalProblem | undefined {
    const count = withdrawn.length;
    if (count === 0) return undefined;
    if (after === 0) return RemovalProblem.NoneLeft;
    const isBorne = count / before <= threshold || (count <= WITHDRAWALS_ALWAYS_BORNE && threshold > 0);
    return isBorne ? undefined : RemovalProblem.TooMany;
}
