import { isRecord, shortly } from "./readers";

/** What a value inside a structured setting may be. */
export interface Form {
    /** What it takes, to stand after "it takes". */
    readonly takes: string;
    /** A value that would do. */
    readonly example: string;
    accepts(value: unknown): boolean;
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const isTexts = (value: unknown) => Array.isArray(value) && value.length > 0 && value.every(isText);

export const aText = (example: string): Form => ({ takes: "a text", example, accepts: isText });
export const texts = (...example: string[]): Form => ({
    takes: "a list of texts",
    example: JSON.stringify(example),
    accepts: isTexts,
});
export const aFlag: Form = {
    takes: "true or false",
    example: "true",
    accepts: (value) => typeof value === "boolean",
};
export const oneOf = (...values: [string, ...string[]]): Form => ({
    takes: `one of ${values.join(", ")}`,
    example: values[0],
    accepts: (value) => typeof value === "string" && values.includes(value),
});
/** An object whose parts are judged by themselves. */
export const anObject = (takes: string, example: string): Form => ({ takes, example, accepts: isRecord });
/** A text of a form. */
export const textLike = (pattern: RegExp, takes: string, example: string): Form => ({
    takes,
    example,
    accepts: (value) => isText(value) && pattern.test(value),
});
/** A list of texts of a form, one at least. */
export const textsLike = (pattern: RegExp, takes: string, example: string): Form => ({
    takes,
    example,
    accepts: (value) =>
        Array.isArray(value) && value.length > 0 && value.every((item) => isText(item) && pattern.test(item)),
});
/** A whole number from `least` to `most`, both included. */
export const wholeNumber = (least: number, most: number, example: number): Form => ({
    takes: `a whole number from ${least} to ${most}`,
    example: String(example),
    accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});
/** An object with a value of one form for each key. */
export const mapOf = (form: Form, example: string): Form => ({
    takes: `an object in which each value is ${form.takes}`,
    example,
    accepts: (value) => isRecord(value) && Object.values(value).every((item) => form.accepts(item)),
});

/** What is wrong with an object of named values: the parts that it doesn't have, and the values that won't do. */
export function recordProblems(
    value: Record<string, unknown>,
    forms: Readonly<Record<string, Form>>,
    { required, what }: { readonly required: readonly string[]; readonly what: string },
): string[] {
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(forms, name));
    const known = Object.entries(forms).filter(([name]) => required.includes(name) || Object.hasOwn(value, name));
    return [
        ...unknown.map((name) => ` has "${name}": ${what} has ${Object.keys(forms).join(", ")}`),
        ...known.flatMap(([name, form]) =>
            form.accepts(value[name])
                ? []
                : [
                      `.${name} is ${shortly(JSON.stringify(value[name]))}: it takes ${form.takes}, for example ${form.example}`,
                  ],
        ),
    ];
}
