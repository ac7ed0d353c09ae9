import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";

const root = join(__dirname, "..", "..");

/** What an expression gives in a process of its own, where nothing is loaded yet. */
function evaluated(expression: string): unknown {
    const script = `
        const aws = require("@pulumi/aws");
        const isLoaded = (service) => Object.keys(require.cache).includes(require.resolve("@pulumi/aws/" + service));
        console.log(JSON.stringify(${expression}));`;
    const register = join(root, "bin", "register.cjs");
    return JSON.parse(execFileSync(process.execPath, ["-r", register, "-e", script], { cwd: root, encoding: "utf8" }));
}

describe("modules that load at the first use", () => {
    it("leaves the provider's services alone until a program asks for something of them", () => {
        expect(evaluated(`[isLoaded("sqs"), typeof aws.sqs.Queue, isLoaded("sqs"), isLoaded("kendra")]`)).to.deep.equal(
            [false, "function", true, false],
        );
    });

    it("gives the same classes as the service's own module, and all of its names", () => {
        expect(evaluated(`aws.s3.Bucket === require("@pulumi/aws/s3").Bucket`)).to.equal(true);
        expect(evaluated(`Object.keys(aws.sqs).join() === Object.keys(require("@pulumi/aws/sqs")).join()`)).to.equal(
            true,
        );
    });
});
