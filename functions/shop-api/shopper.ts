import { STANDARD_PRICE_LIST } from "../shop/catalog/product";
import { ClaimsError, shopperFromClaims } from "../shop/identity/claims";
import type { Shopper } from "../shop/identity/shopper";
import type { ApiEvent } from "./event";
import { ApiProblem, Problem } from "./problem";
import { RouteAuth } from "./route";

/** Services see standard prices, and shop for nobody. */
const SERVICE: Shopper = {
    id: "service",
    email: null,
    given_name: null,
    price_list: STANDARD_PRICE_LIST,
    addresses: {},
};

/**
 * Who is calling: the authoriser has verified it, and its context can't be sent from outside.
 *
 * @throws an `ApiProblem` 401 unless the caller is of the kind that the route is for. An access token is refused too: it
 * doesn't say whose e-mail and addresses these are.
 */
export function callerOf({ requestContext: { authorizer } }: ApiEvent, auth: RouteAuth): Shopper {
    if (auth === RouteAuth.Iam) {
        if (typeof authorizer?.iam !== "object" || authorizer.iam === null) {
            throw unauthorised("Sign the request with credentials of AWS.");
        }
        return SERVICE;
    }
    const claims = authorizer?.jwt?.claims;
    if (claims?.token_use !== "id") {
        throw unauthorised("Send an id token.");
    }
    try {
        return shopperFromClaims(claims);
    } catch (error) {
        throw error instanceof ClaimsError ? unauthorised("The token names no shopper.") : error;
    }
}

function unauthorised(message: string): ApiProblem {
    return new ApiProblem(Problem.Unauthorised, 401, message);
}
