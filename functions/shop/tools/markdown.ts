import type { Tool } from "./define";
import { type FlatProperty, flatSchema } from "./json-schema";
import { TOOLS } from "./table";

/** The reference page of the tools. */
export function toolsMarkdown(): string {
    return [
        "# Tools of the assistant",
        "",
        "Generated from `functions/shop/tools/`. The same definitions give the tool list of the Converse API, the OpenAPI document of the classic agent service and the checks of the function behind both.",
        "",
        "A product, an order or a quote can be named only by an id that a tool returned in the same conversation. No tool takes a name, an address, an e-mail address or a price list: those come from the shopper's verified token. No tool places or cancels an order: the shopper does, by confirming what is shown.",
        "",
        ...TOOLS.flatMap(section),
    ].join("\n");
}

function section(tool: Tool): string[] {
    const { properties, required } = flatSchema(tool.input);
    const inputs = Object.entries(properties);
    return [
        `## ${tool.name}`,
        "",
        tool.description,
        "",
        `${tool.readOnly ? "Changes nothing." : "Changes something."} Ends after ${tool.timeoutMs / 1_000} s.`,
        "",
        ...(inputs.length === 0 ? ["It takes nothing.", ""] : inputTable(inputs, required)),
        `It returns: ${Object.keys(tool.output.shape)
            .map((name) => `\`${name}\``)
            .join(", ")}.`,
        "",
    ];
}

function inputTable(inputs: readonly [string, FlatProperty][], required: readonly string[]): string[] {
    return [
        "| input | type | needed | meaning |",
        "|---|---|---|---|",
        ...inputs.map(
            ([name, property]) =>
                `| \`${name}\` | ${typeText(property)} | ${required.includes(name) ? "yes" : "no"} | ${(property.description ?? "").replaceAll("|", "\\|")} |`,
        ),
        "",
    ];
}

function typeText({ type, enum: values, minimum, maximum, minItems, maxItems }: FlatProperty): string {
    if (values !== undefined) return values.map((value) => `\`${value}\``).join(", ");
    if (type === "array") return `list of texts, ${minItems ?? 0} to ${maxItems ?? "any number of"}`;
    if (type === "integer") return `whole number, ${minimum ?? "any"} to ${maximum ?? "any"}`;
    return type === "boolean" ? "true or false" : "text";
}
