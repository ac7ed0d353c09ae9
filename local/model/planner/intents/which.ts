import { type Step, say } from "../step";
import type { Past } from "../turn";

/** Asks which product is meant, in place of guessing. Facts of earlier turns may be out of date: none is repeated. */
export function askWhich({ shown }: Past, deed: string): Step {
    return shown.length === 0
        ? say(`Which product shall I ${deed}? Tell me what you are looking for, and I search for it first.`)
        : say(`Which one shall I ${deed}? Say its number from 1 to ${shown.length}.`);
}
