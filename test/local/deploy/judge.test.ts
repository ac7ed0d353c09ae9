import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { deploy } from "../../../local/deploy";
import { type Judge, startJudge } from "../../../local/judge";

/** Nothing may be sent here: a refused plan never reaches the emulator. */
const NOWHERE = {
    endpoint: "https://127.0.0.1:9",
    region: "us-east-1",
    accountId: "111122223333",
    accessKeyId: "111122223333",
    secretAccessKey: "local",
};

describe("judge", () => {
    let judge: Judge;

    before(() => {
        judge = startJudge({ project: "project", stack: "test" });
    });
    after(() => judge.stop());

    it("stops a deployment with a mandatory violation before anything is created, and names resource and policy", async () => {
        const publicRead = {
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::open/*" }],
        };
        const error = await deploy({
            programDir: () => new aws.s3.BucketPolicy("open", { bucket: "open", policy: JSON.stringify(publicRead) }),
            stack: "test",
            connection: NOWHERE,
            judge: (plan) => judge.judge(plan),
        }).catch((reason: unknown) => reason);
        expect(String(error)).to.match(/policy violations?; nothing was created:\n/);
        expect(String(error)).to.include("open (aws:s3/bucketPolicy:BucketPolicy): s3-bucket-policy-not-public:");
    });

    it("lets a plan without violations pass", async () => {
        await judge.judge([]);
    });
});
