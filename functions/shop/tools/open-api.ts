import * as z from "zod";
import type { Tool } from "./define";
import { type FlatProperty, flatSchema } from "./json-schema";
import { TOOLS } from "./table";

/**
 * All tools as an OpenAPI document for an action group of the classic agent service, which wants version 3.0.0, an
 * `operationId` and a description for each operation, and no parameter with an object in it.
 *
 * Source: https://docs.aws.amazon.com/bedrock/latest/userguide/agents-api-schema.html
 */
export function openApiDocument(): object {
    return {
        openapi: "3.0.0",
        info: {
            title: "Shop tools",
            version: "1.0.0",
            description: "What a shopping assistant can do for the shopper who is signed in.",
        },
        paths: Object.fromEntries(TOOLS.map((tool) => [`/${tool.name}`, { [methodOf(tool)]: operation(tool) }])),
    };
}

/** A list in a query string reaches the function mangled, so tools that take one get a body. */
function methodOf({ input, readOnly }: Tool): "get" | "post" {
    const hasList = Object.values(flatSchema(input).properties).some(({ type }) => type === "array");
    return readOnly && !hasList ? "get" : "post";
}

function operation(tool: Tool): object {
    const { properties, required } = flatSchema(tool.input);
    const isRead = methodOf(tool) === "get";
    return {
        operationId: tool.name,
        description: tool.description,
        ...(isRead && {
            parameters: Object.entries(properties).map(([name, property]) => ({
                name,
                in: "query",
                description: property.description ?? name,
                required: required.includes(name),
                schema: withoutDescription(property),
            })),
        }),
        ...(!isRead && {
            requestBody: {
                required: required.length > 0,
                content: {
                    "application/json": {
                        schema: { type: "object", properties, ...(required.length > 0 && { required }) },
                    },
                },
            },
        }),
        responses: {
            "200": {
                description: "The result, or an object `error` with code, message and hint.",
                content: { "application/json": { schema: { type: "object", properties: outputsOf(tool) } } },
            },
        },
    };
}

/** The names at the top of an output, which is all that an agent uses the schema for. */
function outputsOf({ output }: Tool): Record<string, object> {
    const { properties = {} } = z.toJSONSchema(output);
    return Object.fromEntries(
        Object.entries(properties).map(([name, schema]) => [
            name,
            typeof schema === "boolean" ? {} : topOf(schema.type),
        ]),
    );
}

function topOf(type: unknown): object {
    return type === "array" ? { type, items: { type: "object" } } : { type };
}

function withoutDescription({ description: _description, ...schema }: FlatProperty): object {
    return schema;
}
