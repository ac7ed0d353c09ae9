import { createHmac, createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import { idTokenVerifier, TokenError } from "../../../../functions/shop/identity/token";

const issuer = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_AbCdEfGhI";
const audience = "1example23456789";
const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
const theirs = generateKeyPairSync("rsa", { modulusLength: 2048 });
const keys = { keys: [{ ...ours.publicKey.export({ format: "jwk" }), kid: "key-1", alg: "RS256", use: "sig" }] };

const now = Math.floor(Date.now() / 1_000);
const claims = { iss: issuer, aud: audience, token_use: "id", sub: "shopper-1", iat: now, exp: now + 600 };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signed(payload: object, key = ours.privateKey, header: object = { alg: "RS256", kid: "key-1" }) {
    const text = `${encoded(header)}.${encoded(payload)}`;
    return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}

describe("the check of id tokens", () => {
    const verify = idTokenVerifier(
        { issuer, audience },
        async () => new TextEncoder().encode(JSON.stringify(keys)).buffer,
    );

    async function refusal(token: string, check = verify): Promise<string> {
        return check(token).then(
            () => "taken",
            (error: unknown) => (error instanceof TokenError ? error.code : String(error)),
        );
    }

    it("gives the claims of a token that is right", async () => {
        expect(await verify(signed(claims))).to.deep.include({ sub: "shopper-1", token_use: "id" });
    });

    it("refuses one signed with another key under our key's id", async () => {
        expect(await refusal(signed(claims, theirs.privateKey))).to.equal("token_bad_signature");
    });

    it("refuses one whose claims were changed after it was signed", async () => {
        const [header, , signature] = signed(claims).split(".");
        expect(await refusal(`${header}.${encoded({ ...claims, sub: "shopper-2" })}.${signature}`)).to.equal(
            "token_bad_signature",
        );
    });

    it("refuses `alg: none`, signed or not", async () => {
        const header = { alg: "none", kid: "key-1" };
        expect(await refusal(signed(claims, ours.privateKey, header))).to.equal("token_bad_signature");
        expect(await refusal(`${encoded(header)}.${encoded(claims)}.`)).to.equal("token_malformed");
    });

    it("refuses a signature made with our public key as a shared secret", async () => {
        const text = `${encoded({ alg: "HS256", kid: "key-1" })}.${encoded(claims)}`;
        const secret = ours.publicKey.export({ type: "spki", format: "pem" });
        expect(await refusal(`${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`)).to.equal(
            "token_bad_signature",
        );
    });

    it("refuses an unknown key, and one that names none", async () => {
        expect(await refusal(signed(claims, ours.privateKey, { alg: "RS256", kid: "key-2" }))).to.equal(
            "token_bad_signature",
        );
        expect(await refusal(signed(claims, ours.privateKey, { alg: "RS256" }))).to.equal("token_bad_signature");
    });

    const wrongClaims: readonly [string, object, string][] = [
        ["an expired one", { exp: now - 10 }, "token_expired"],
        ["one that isn't valid yet", { nbf: now + 600 }, "token_not_yet_valid"],
        ["one without an expiry", { exp: undefined }, "token_malformed"],
        ["another issuer's", { iss: "https://example.com" }, "token_wrong_issuer"],
        ["one for another app", { aud: "other" }, "token_wrong_audience"],
        ["one for no app", { aud: undefined }, "token_wrong_audience"],
        ["an access token", { token_use: "access" }, "token_wrong_use"],
        ["one without a use", { token_use: undefined }, "token_wrong_use"],
    ];
    for (const [what, change, code] of wrongClaims)
        it(`refuses ${what}`, async () => {
            expect(await refusal(signed({ ...claims, ...change }))).to.equal(code);
        });

    it("refuses what is no token at all", async () => {
        expect(await refusal("")).to.equal("token_missing");
        for (const text of ["x", "a.b.c", "..", "x".repeat(9_000), `${signed(claims)} `])
            expect(await refusal(text), text.slice(0, 20)).to.equal("token_malformed");
    });

    it("tells nothing of the token in its message", async () => {
        const error = await verify(signed({ ...claims, exp: now - 10, email: "ada@example.com" })).catch(String);
        expect(error).to.equal("TokenError: The token is refused: token_expired.");
    });

    describe("with keys fetched over HTTP", () => {
        let server: Server;
        let origin: string;
        let requests = 0;

        before(async () => {
            server = createServer((request, response) => {
                requests += 1;
                if (request.url === "/keys") response.end(JSON.stringify(keys));
                else if (request.url === "/large") response.end("x".repeat(100_000));
                else response.writeHead(request.url === "/moved" ? 302 : 500, { location: "/keys" }).end();
            });
            await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
            const address = server.address();
            origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
        });
        after((done) => {
            server.closeAllConnections();
            server.close(done);
        });

        it("fetches them once from where it is told", async () => {
            const check = idTokenVerifier({ issuer, audience, jwksUri: `${origin}/keys` });
            requests = 0;
            await Promise.all([check(signed(claims)), check(signed(claims))]);
            await check(signed(claims));
            expect(requests).to.equal(1);
        });

        it("says that it can't tell where they can't be had", async () => {
            for (const path of ["/broken", "/moved", "/large"]) {
                const check = idTokenVerifier({ issuer, audience, jwksUri: `${origin}${path}` });
                expect(await refusal(signed(claims), check), path).to.equal("token_keys_unavailable");
            }
        });
    });
});
