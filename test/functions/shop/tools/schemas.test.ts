import { expect } from "chai";
import { converseToolSpecs, openApiDocument, TOOLS, toolsMarkdown } from "../../../../functions/shop/tools";

interface Operation {
    readonly operationId: string;
    readonly description: string;
    readonly parameters?: readonly { readonly name: string; readonly description: string; readonly schema: object }[];
    readonly requestBody?: object;
}

describe("schemas of the tools", () => {
    it("are eleven, as many as an agent of the classic service takes", () => {
        expect(TOOLS).to.have.length(11);
        expect(new Set(TOOLS.map(({ name }) => name)).size).to.equal(11);
    });

    it("have no field for who the shopper is, where a parcel goes or what something costs", () => {
        const fields = TOOLS.flatMap(({ input }) => Object.keys(input.shape));
        expect(
            fields.filter((field) => /mail|name|shopper|customer|user|street|city|postal|price_list|total/.test(field)),
        ).to.deep.equal([]);
        expect(fields.filter((field) => field.includes("price"))).to.deep.equal(["min_price_minor", "max_price_minor"]);
    });

    it("give no tool that places an order or cancels one", () => {
        expect(TOOLS.filter(({ readOnly }) => !readOnly).map(({ name }) => name)).to.deep.equal([
            "change_cart",
            "quote_cart",
            "hand_over",
        ]);
    });

    it("describe each field to the model, and refuse all others", () => {
        for (const { toolSpec } of converseToolSpecs()) {
            expect(toolSpec.name).to.match(/^[a-zA-Z0-9_-]{1,64}$/);
            expect(toolSpec.inputSchema.json.additionalProperties).to.equal(false);
            for (const [name, property] of Object.entries(toolSpec.inputSchema.json.properties)) {
                expect(property.description, `${toolSpec.name}.${name}`).to.be.a("string").and.not.equal("");
            }
        }
    });

    it("are an OpenAPI document as the classic service takes it", () => {
        const document = JSON.parse(JSON.stringify(openApiDocument()));
        expect(document.openapi).to.equal("3.0.0");
        const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
            Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
                path,
                method,
                operation,
            })),
        );
        expect(operations.map(({ operation }) => operation.operationId)).to.deep.equal(TOOLS.map(({ name }) => name));
        for (const { path, method, operation } of operations) {
            expect(path).to.equal(`/${operation.operationId}`);
            expect(method).to.be.oneOf(["get", "post"]);
            expect(operation.description.length).to.be.within(20, 1_200);
            for (const { description, schema } of operation.parameters ?? []) {
                expect(description).to.not.equal("");
                expect(schema).to.have.property("type").that.is.oneOf(["string", "integer", "boolean"]);
            }
            expect(operation.requestBody !== undefined).to.equal(method === "post");
        }
        expect(JSON.stringify(document)).to.not.match(/\$schema|"const"|anyOf|additionalProperties/);
    });

    it("make a page that has each tool and each field", () => {
        const page = toolsMarkdown();
        for (const { name, input } of TOOLS) {
            expect(page).to.include(`## ${name}\n`);
            for (const field of Object.keys(input.shape)) expect(page).to.include(`| \`${field}\` |`);
        }
    });
});
