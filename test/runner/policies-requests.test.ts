import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { analyzeStackRequest } from "../../runner/policies/requests";
import { evaluateProgram } from "../support/evaluate";

describe("what policies of a stack see", () => {
    const propertiesOf = async (preview: boolean) => {
        const { registrations } = await evaluateProgram(
            () => void new aws.secretsmanager.Secret("token", { name: "token" }),
            { preview },
        );
        const resources = analyzeStackRequest(registrations).getResourcesList();
        const secret = resources.find((resource) => resource.getName() === "token");
        return { seen: secret?.getProperties()?.toJavaScript(), id: registrations.at(-1)?.id };
    };

    it("holds the id among the outputs, as the provider gives it", async () => {
        const { seen, id } = await propertiesOf(false);
        expect(id).to.be.a("string");
        expect(seen).to.include({ id, name: "token" });
    });

    it("holds no id that isn't known yet", async () => {
        expect((await propertiesOf(true)).seen).not.to.have.property("id");
    });
});
