import type { Inputs } from "./inputs";

/** What browsers on other sites may do, as API Gateway and Lambda take it alike. */
export function corsOf(cors: Inputs | undefined) {
    return (
        cors && {
            AllowCredentials: cors.optionalFlag("allowCredentials"),
            AllowHeaders: cors.texts("allowHeaders"),
            AllowMethods: cors.texts("allowMethods"),
            AllowOrigins: cors.texts("allowOrigins"),
            ExposeHeaders: cors.texts("exposeHeaders"),
            MaxAge: cors.optionalNumber("maxAge"),
        }
    );
}
