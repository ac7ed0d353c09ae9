/**
 * What the gateway sends, format 2.0, as far as it is read.
 *
 * Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export interface ApiEvent {
    /** `GET /products/{id}`; `$default` where no route fits. */
    readonly routeKey: string;
    /** Absent where the path has none; null in the local emulator. */
    readonly pathParameters?: Readonly<Record<string, string | undefined>> | null;
    readonly queryStringParameters?: Readonly<Record<string, string | undefined>>;
    readonly body?: string;
    readonly isBase64Encoded?: boolean;
    readonly requestContext: {
        readonly requestId?: string;
        readonly authorizer?: {
            readonly jwt?: { readonly claims: Readonly<Record<string, unknown>> };
            readonly iam?: object | null;
        };
    };
}

export interface ApiAnswer {
    readonly statusCode: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
}
