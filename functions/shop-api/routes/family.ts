import { type Route, RouteAuth } from "../route";

/** The same route for shoppers and, under `/service`, for services. */
export type RouteFamily = readonly Route[];

type Place = Pick<Route, "path" | "auth">;

export function shoppersAndServices(make: (at: (path: string) => Place) => Route): RouteFamily {
    return [
        make((path) => ({ path, auth: RouteAuth.Jwt })),
        make((path) => ({ path: `/service${path}`, auth: RouteAuth.Iam })),
    ];
}
