import { resolve } from "node:path";
import { expect } from "chai";
import { evaluate, modelledAws, type Registration, type ResourceHandler } from "../../runner";
import { type LanguageHostRun, runLikeTheCli } from "../support/language-host";

const ROOT = resolve(__dirname, "../..");

/** Gives back what it was given and nothing more, as the barest of providers would. */
const echo: ResourceHandler = {
    create: async ({ name, inputs }) => ({ id: name, outputs: inputs }),
    invoke: async () => ({}),
};

describe("the program, run as the Pulumi CLI runs it", () => {
    for (const stack of ["dev", "prod", "local"]) {
        it(`registers for ${stack} exactly what an evaluation in process registers`, async function () {
            this.timeout(120_000);
            const [run, evaluation] = [
                await runLikeTheCli(ROOT, stack, modelledAws),
                await evaluate({ program: ROOT, stack, handler: modelledAws }),
            ];
            expect(run.exitCode, run.log).to.equal(0);
            expect(requests(run.registrations)).to.deep.equal(requests(evaluation.registrations));
        });
    }

    describe("against a provider that only echoes", () => {
        let first: LanguageHostRun;

        before(async function () {
            this.timeout(120_000);
            first = await runLikeTheCli(ROOT, "prod", echo);
        });

        it("registers everything", async () => {
            const { registrations } = await evaluate({ program: ROOT, stack: "prod", handler: modelledAws });
            expect(first.exitCode, first.log).to.equal(0);
            expect(first.registrations.map(({ urn }) => urn).sort()).to.deep.equal(
                registrations.map(({ urn }) => urn).sort(),
            );
        });

        it("asks for the same a second time", async function () {
            this.timeout(120_000);
            const second = await runLikeTheCli(ROOT, "prod", echo);
            expect(requests(second.registrations)).to.deep.equal(requests(first.registrations));
        });

        it("puts no secret into an input", () => {
            const secretive = first.registrations.filter(({ secretInputs }) => secretInputs.length > 0);
            expect(secretive.map(({ urn }) => urn)).to.deep.equal([]);
        });
    });
});

function requests(registrations: readonly Registration[]) {
    return registrations
        .map(
            ({
                urn,
                type,
                inputs,
                parent,
                protect,
                retainOnDelete,
                deleteBeforeReplace,
                ignoreChanges,
                dependencies,
            }) => ({
                urn,
                type,
                inputs,
                parent,
                protect,
                retainOnDelete,
                deleteBeforeReplace,
                ignoreChanges,
                dependencies: [...dependencies].sort(),
            }),
        )
        .sort((a, b) => (a.urn < b.urn ? -1 : 1));
}
