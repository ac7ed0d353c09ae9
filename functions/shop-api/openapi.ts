import * as z from "zod/mini";
import { type Route, RouteAuth } from "./route";
import { routes } from "./routes";

/** The shop's API as an OpenAPI 3.1 document, made from the routes themselves. */
export function shopApiDocument(): object {
    const paths: Record<string, Record<string, object>> = {};
    for (const route of routes) {
        paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation(route) };
    }
    return {
        openapi: "3.1.0",
        info: {
            title: "Shop API",
            version: "1",
            description:
                "Catalogue, cart, quotes and orders. Amounts are whole numbers of the currency's smallest unit. " +
                "Refusals are problem documents (RFC 9457) with a `code`.",
        },
        paths,
        components: {
            securitySchemes: {
                [RouteAuth.Jwt]: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "An id token." },
                [RouteAuth.Iam]: {
                    type: "apiKey",
                    in: "header",
                    name: "Authorization",
                    description: "AWS Signature Version 4, service `execute-api`.",
                },
            },
            schemas: { Problem: PROBLEM },
        },
    };
}

const PROBLEM = {
    type: "object",
    required: ["type", "title", "status", "detail", "code"],
    properties: {
        type: { type: "string" },
        title: { type: "string" },
        status: { type: "integer" },
        detail: { type: "string" },
        code: { type: "string" },
        details: { type: "object" },
        problems: {
            type: "array",
            items: { type: "object", properties: { field: { type: "string" }, message: { type: "string" } } },
        },
    },
};

function operation(route: Route): object {
    const { method, path, auth, summary, body, status, answer } = route;
    return {
        operationId: operationId(route),
        summary,
        security: [{ [auth]: [] }],
        ...parameters(route),
        ...(body !== null && {
            requestBody: { required: true, content: { "application/json": { schema: schemaOf(body, "input") } } },
        }),
        responses: {
            [status]: {
                description: method === "POST" && status === 201 ? "Made." : "Done.",
                content: { "application/json": { schema: schemaOf(answer, "output") } },
            },
            default: {
                description: `Refused${path.includes("{") ? ", or not there" : ""}.`,
                content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
            },
        },
    };
}

function parameters({ path, query }: Route): { parameters?: object[] } {
    const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
        name,
        in: "path",
        required: true,
        schema: { type: "string", pattern: "^[A-Za-z0-9_-]{1,64}$" },
    }));
    const { properties = {}, required = [] } = schemaOf(query, "input");
    const fields = Object.entries(properties).map(([name, schema]) => ({
        name,
        in: "query",
        required: required.includes(name),
        schema,
    }));
    const all = [...variables, ...fields];
    return all.length === 0 ? {} : { parameters: all };
}

function operationId({ method, path, auth }: Route): string {
    const words = path.split("/").flatMap((part) => part.replace(/[{}]/g, "").split("_"));
    const name = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
    return `${method.toLowerCase()}${name}${auth === RouteAuth.Iam ? "AsService" : ""}`;
}

function schemaOf(schema: z.ZodMiniType, io: "input" | "output") {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
    return json;
}
