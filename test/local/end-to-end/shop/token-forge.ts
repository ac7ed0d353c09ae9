import { createHash, createPublicKey, createSign } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../../../local/is-record";

type Claims = Readonly<Record<string, unknown>>;

/** Signs tokens with the key of a user pool in the emulator: of such a token one claim alone is wrong, and nothing else. */
export class TokenForge {
    private constructor(private readonly key: string) {}

    /** @param stateDir where the emulator keeps its keys */
    static ofPool(stateDir: string, userPoolId: string): TokenForge {
        return new TokenForge(readFileSync(join(stateDir, "cognito-pool-keys", `${userPoolId}-id.pem`), "utf8"));
    }

    /** The same token with other claims, truly signed. */
    changed(token: string, changes: Claims): string {
        return this.signed({ ...claimsOf(token), ...changes });
    }

    private signed(claims: Claims): string {
        const der = createPublicKey(this.key).export({ type: "spki", format: "der" });
        const kid = createHash("sha256").update(der).digest("base64");
        const content = `${part({ alg: "RS256", kid })}.${part(claims)}`;
        return `${content}.${createSign("RSA-SHA256").update(content).sign(this.key, "base64url")}`;
    }
}

/** The same token with other claims, and the signature of the old ones. */
export function tampered(token: string, changes: Claims): string {
    const [header, , signature] = token.split(".");
    return [header, part({ ...claimsOf(token), ...changes }), signature].join(".");
}

export function claimsOf(token: string): Claims {
    const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    return isRecord(claims) ? claims : {};
}

function part(value: Claims): string {
    return Buffer.from(JSON.stringify(value)).toString("base64url");
}
