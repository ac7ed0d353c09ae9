import * as z from "zod";
import { productSchema } from "./schema";

/** The JSON schema of one row of a catalogue file, for editors and for whoever writes such files. */
export function catalogJsonSchema(): Record<string, unknown> {
    const schema: Record<string, unknown> = z.toJSONSchema(productSchema, {
        io: "input",
        // Here it would say that the shop fills the field in; in the code it says that nobody changes the value in place.
        override: ({ jsonSchema }) => {
            delete jsonSchema.readOnly;
        },
    });
    return {
        ...schema,
        title: "Product",
        description:
            "One row of a catalogue file, which is a JSON array or one row a line; it may be compressed by gzip.",
    };
}
