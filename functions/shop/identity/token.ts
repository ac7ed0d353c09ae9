import {
    FetchError,
    JwksNotAvailableInCacheError,
    JwksValidationError,
    JwtExpiredError,
    JwtInvalidAudienceError,
    JwtInvalidIssuerError,
    JwtNotBeforeError,
    JwtParseError,
} from "aws-jwt-verify/error";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { JwtVerifier } from "aws-jwt-verify/jwt-verifier";

/** Why a token isn't taken. */
export const TokenRefusal = {
    Missing: "token_missing",
    Malformed: "token_malformed",
    Expired: "token_expired",
    NotYetValid: "token_not_yet_valid",
    WrongIssuer: "token_wrong_issuer",
    WrongAudience: "token_wrong_audience",
    /** No id token: only those say who the shopper is. */
    WrongUse: "token_wrong_use",
    /** Its signature, the signature's algorithm, or the key. */
    BadSignature: "token_bad_signature",
    /** The issuer's keys can't be had, so nothing is known of the token. */
    KeysUnavailable: "token_keys_unavailable",
} as const;
export type TokenRefusal = (typeof TokenRefusal)[keyof typeof TokenRefusal];

/** A token isn't taken. The message names the reason and nothing of the token. */
export class TokenError extends Error {
    constructor(readonly code: TokenRefusal) {
        super(`The token is refused: ${code}.`);
        this.name = "TokenError";
    }
}

/** Whose tokens are taken. */
export interface TokenSettings {
    /** The `iss` claim, such as `https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI`. */
    readonly issuer: string;
    /** The `aud` claim: the app client's id. */
    readonly audience: string;
    /** Where the issuer's keys are; `<issuer>/.well-known/jwks.json` unless given. */
    readonly jwksUri?: string;
}

/** Resolves with the claims of a token that is right in everything. */
export type VerifyIdToken = (token: string) => Promise<Readonly<Record<string, unknown>>>;

const maximumTokenLength = 8_192;
const keysTimeoutMs = 3_000;
const maximumKeysBytes = 65_536;

/**
 * Makes the check of id tokens: signature by one of the issuer's keys, issuer, audience, use and times. Keys are fetched
 * with the first token and kept; an unknown key id fetches them again, at most once in ten seconds.
 *
 * The check rejects with a `TokenError`.
 */
export function idTokenVerifier(settings: TokenSettings, fetchKeys: FetchKeys = fetchOverHttp): VerifyIdToken {
    const { issuer, audience, jwksUri = `${issuer}/.well-known/jwks.json` } = settings;
    const verifier = JwtVerifier.create(
        { issuer, audience, jwksUri },
        { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchKeys } }) },
    );
    return async (token) => {
        if (token === "") throw new TokenError(TokenRefusal.Missing);
        if (token.length > maximumTokenLength) throw new TokenError(TokenRefusal.Malformed);
        const claims = await verifier.verify(token).catch((error: unknown) => {
            throw new TokenError(refusalOf(error));
        });
        // Without an expiry a token would hold for ever, which the verifier allows.
        if (typeof claims.exp !== "number") throw new TokenError(TokenRefusal.Malformed);
        if (claims.token_use !== "id") throw new TokenError(TokenRefusal.WrongUse);
        return claims;
    };
}

/** Fetches a key set: tests and emulators serve it over plain HTTP, which the library's own fetcher doesn't do. */
export type FetchKeys = (uri: string) => Promise<ArrayBuffer>;

async function fetchOverHttp(uri: string): Promise<ArrayBuffer> {
    try {
        const response = await fetch(uri, { signal: AbortSignal.timeout(keysTimeoutMs), redirect: "error" });
        if (!response.ok) throw new Error(`status ${response.status}`);
        const body = await response.arrayBuffer();
        if (body.byteLength > maximumKeysBytes) throw new Error(`${body.byteLength} bytes`);
        return body;
    } catch (error) {
        throw new FetchError(uri, error instanceof Error ? error.message : error);
    }
}

const refusals = [
    [JwtParseError, TokenRefusal.Malformed],
    [JwtExpiredError, TokenRefusal.Expired],
    [JwtNotBeforeError, TokenRefusal.NotYetValid],
    [JwtInvalidIssuerError, TokenRefusal.WrongIssuer],
    [JwtInvalidAudienceError, TokenRefusal.WrongAudience],
    [FetchError, TokenRefusal.KeysUnavailable],
    [JwksValidationError, TokenRefusal.KeysUnavailable],
    [JwksNotAvailableInCacheError, TokenRefusal.KeysUnavailable],
] as const;

function refusalOf(error: unknown): TokenRefusal {
    return refusals.find(([kind]) => error instanceof kind)?.[1] ?? TokenRefusal.BadSignature;
}
