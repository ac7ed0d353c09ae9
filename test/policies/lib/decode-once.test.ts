import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decodeOnce } from "../../../policies/lib/decode-once";

describe("the SDK's decoder, in a pack", () => {
    const decoder: {
        deserializeProperties(properties: object, proxySecrets: boolean): object;
    } = require("@pulumi/policy/deserialize");
    const original = decoder.deserializeProperties;

    before(decodeOnce);
    after(() => {
        decoder.deserializeProperties = original;
    });

    it("decodes a message once for all policies that validate it", () => {
        const message = Struct.fromJavaScript({ rules: [{ on: true }] });
        const decoded = decoder.deserializeProperties(message, false);
        expect(decoded).to.deep.equal({ rules: [{ on: true }] });
        expect(decoder.deserializeProperties(message, false)).to.equal(decoded);
    });

    it("keeps messages apart that say the same", () => {
        const [one, two] = [1, 2].map(() => decoder.deserializeProperties(Struct.fromJavaScript({ on: true }), false));
        expect(one).to.deep.equal(two);
        expect(one).to.not.equal(two);
    });

    it("decodes afresh for remediations, which may change what they get", () => {
        const message = Struct.fromJavaScript({ on: true });
        const first = decoder.deserializeProperties(message, true);
        Reflect.set(first, "on", false);
        expect(decoder.deserializeProperties(message, true)).to.deep.equal({ on: true });
        expect(decoder.deserializeProperties(message, false)).to.deep.equal({ on: true });
    });
});
