import { isRecord } from "../../../is-record";
import { productsIn, recordsIn, textIn } from "../results";
import { type Step, say } from "../step";

/** A cart in words: its lines, their quantities and the subtotal, as the tool gave them. */
export function tellCart(output: unknown, opening: string): Step {
    const lines = recordsIn(output, "lines").map((line, index) => {
        const name = productsIn(line)[0]?.name ?? "a product";
        const short = line.enough_in_stock === false ? ` (${textIn(line, "stock") ?? "not enough in stock"})` : "";
        return `${index + 1}. ${String(line.quantity)} x ${name}, ${textIn(line, "line_total") ?? ""}${short}`;
    });
    if (lines.length === 0) return say("Your cart is empty.");
    const further = isRecord(output) && typeof output.further_lines === "number" ? output.further_lines : 0;
    const more = further > 0 ? "\nThe cart beside this answer shows the rest." : "";
    return say(`${opening}\n${lines.join("\n")}${more}\nSubtotal: ${textIn(output, "subtotal") ?? "on the card"}.`);
}
