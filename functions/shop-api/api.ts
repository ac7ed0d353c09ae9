import * as z from "zod/mini";
import { ShopRefusal } from "../shop/orders/types";
import { InvalidPageToken } from "../shop/tools/ports";
import { jsonOf } from "./body";
import type { ApiAnswer, ApiEvent } from "./event";
import { fieldProblem } from "./field-problems";
import { ApiProblem, Problem, type ProblemDocument, problemOf, problemOfRefusal } from "./problem";
import type { Route, Services } from "./route";
import { routes } from "./routes";
import { callerOf } from "./shopper";

/** One line about a request: what was asked of which route and what came of it; nothing of what it said. */
export interface RequestLog {
    readonly message: "request";
    readonly route: string;
    readonly status: number;
    readonly code?: string;
    readonly error?: string;
    readonly duration_ms: number;
    readonly request_id?: string;
}

const BY_KEY: ReadonlyMap<string, Route> = new Map(routes.map((route) => [`${route.method} ${route.path}`, route]));
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Answers a request of the gateway. Never rejects: what goes wrong is an answer too. */
export async function answer(
    event: ApiEvent,
    services: Services,
    log: (line: RequestLog) => void,
    now: () => number,
): Promise<ApiAnswer> {
    const began = now();
    const route = BY_KEY.get(event.routeKey);
    const told = await outcome(route, event, services);
    const problem = "problem" in told ? told.problem : undefined;
    log({
        message: "request",
        // Not the event's own key: where no route fits, that could be anything.
        route: route === undefined ? "(none)" : event.routeKey,
        status: told.status,
        ...(problem !== undefined && { code: problem.code }),
        ...("error" in told && told.error !== undefined && { error: told.error }),
        duration_ms: now() - began,
        ...(event.requestContext.requestId !== undefined && { request_id: event.requestContext.requestId }),
    });
    return {
        statusCode: told.status,
        headers: {
            "content-type": problem === undefined ? "application/json" : "application/problem+json",
            "cache-control": "no-store",
            "x-content-type-options": "nosniff",
            ...(told.status === 429 && { "retry-after": "1" }),
        },
        body: JSON.stringify("problem" in told ? told.problem : told.value),
    };
}

type Told =
    | { readonly status: number; readonly value: unknown }
    | { readonly status: number; readonly problem: ProblemDocument; readonly error?: string };

async function outcome(route: Route | undefined, event: ApiEvent, services: Services): Promise<Told> {
    try {
        if (route === undefined) {
            throw new ApiProblem(Problem.NotFound, 404, "There is no such route.");
        }
        const shopper = callerOf(event, route.auth);
        const request = {
            shopper,
            path: pathOf(event),
            query: parsed(route.query, event.queryStringParameters ?? {}, 400),
            body: bodyOf(route, event),
        };
        return { status: route.status, value: await route.run(request, services) };
    } catch (error) {
        return refused(error);
    }
}

function refused(error: unknown): Told {
    if (error instanceof ShopRefusal) {
        const problem = problemOfRefusal(error);
        return { status: problem.status, problem };
    }
    if (error instanceof ApiProblem) {
        return { status: error.status, problem: problemOf(error) };
    }
    if (error instanceof InvalidPageToken) {
        const problem = new ApiProblem(Problem.InvalidPageToken, 400, "This page can't be continued from. Begin anew.");
        return { status: problem.status, problem: problemOf(problem) };
    }
    const problem = problemOf(new ApiProblem(Problem.Internal, 500, "Something went wrong here. Try again."));
    // Only the name: messages of SDK clients hold keys of items.
    return { status: 500, problem, error: error instanceof Error ? error.name : typeof error };
}

/** Variables of the path. One that can't be an id names nothing that is there. */
function pathOf({ pathParameters }: ApiEvent): Record<string, string> {
    const path: Record<string, string> = {};
    for (const [name, value = ""] of Object.entries(pathParameters ?? {})) {
        if (!ID.test(value)) {
            throw new ApiProblem(Problem.NotFound, 404, "There is nothing of this id.");
        }
        path[name] = value;
    }
    return path;
}

function bodyOf(route: Route, event: ApiEvent): unknown {
    const body = jsonOf(event.body, event.isBase64Encoded === true);
    if (route.body === null) {
        if (body !== undefined) {
            throw new ApiProblem(Problem.InvalidRequest, 422, "This route takes no body.");
        }
        return null;
    }
    return parsed(route.body, body ?? {}, 422);
}

function parsed(schema: z.ZodMiniType, value: unknown, status: number): unknown {
    const result = z.safeParse(schema, value);
    if (!result.success) {
        throw new ApiProblem(
            Problem.InvalidRequest,
            status,
            "The request isn't as it should be.",
            result.error.issues.map(fieldProblem),
        );
    }
    return result.data;
}
