import { expect } from "chai";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { rememberMessage } from "../../../../policies/lib/secret-marks";
import { allowedRegions } from "../../../../policies/rules/resilience/allowed-regions";
import { ecsContainerHardening } from "../../../../policies/rules/resilience/ecs-container-hardening";
import { noPlaintextSecrets } from "../../../../policies/rules/resilience/no-plaintext-secrets";
import { requiredTags } from "../../../../policies/rules/resilience/required-tags";
import { statefulProtected } from "../../../../policies/rules/resilience/stateful-protected";
import { secret } from "../../../../runner/engine/values";
import { describeRule } from "../../support/describe-rule";
import { awaited, judgeResource, type Props, remediate, UNKNOWN, urnOf, violations } from "../../support/judge";

const plain = (path: string) => [`${path} holds a secret in plain text.`];
const accessKey = `AKIA${"ABCD".repeat(4)}`;

describeRule({
    rule: noPlaintextSecrets,
    type: "aws:lambda/function:Function",
    refuses: [
        {
            when: "a password in the environment",
            set: { "environment.variables.DB_PASSWORD": "correct-horse" },
            says: plain("environment.variables.DB_PASSWORD"),
        },
        {
            when: "an access key under any name",
            set: { "environment.variables.MODE": accessKey },
            says: plain("environment.variables.MODE"),
        },
        {
            when: "a name of the setting",
            set: { "environment.variables.PIN": "1234" },
            settings: { patterns: ["pin"] },
            says: plain("environment.variables.PIN"),
        },
    ],
    accepts: [
        { when: "where a secret is kept", set: { "environment.variables.DB_PASSWORD": "/prod/db/password" } },
        {
            when: "the address of an issuer",
            set: { "environment.variables.AUTH_TOKEN": "https://auth.example.com/token" },
        },
        {
            when: "a name that the setting leaves out",
            set: { "environment.variables.CSRF_TOKEN": "x-csrf" },
            settings: { allowKeys: ["csrf_*"] },
        },
        { when: "a name that another resource computes", set: { "environment.variables.MODE": UNKNOWN } },
    ],
    defersOn: ["environment.variables"],
});
describeRule({
    rule: noPlaintextSecrets,
    type: "aws:glue/job:Job",
    refuses: [
        {
            when: "a token among the arguments",
            set: { "defaultArguments.--api-token": "correct-horse" },
            says: plain("defaultArguments.--api-token"),
        },
    ],
});
describeRule({
    rule: noPlaintextSecrets,
    type: "aws:glue/connection:Connection",
    refuses: [
        {
            when: "a password",
            set: { "connectionProperties.PASSWORD": "correct-horse" },
            says: plain("connectionProperties.PASSWORD"),
        },
    ],
});
describeRule({
    rule: noPlaintextSecrets,
    type: "aws:ssm/parameter:Parameter",
    refuses: [{ when: "an access key", set: { insecureValue: accessKey }, says: plain("insecureValue") }],
});
describeRule({
    rule: noPlaintextSecrets,
    type: "aws:appflow/connectorProfile:ConnectorProfile",
    refuses: [
        {
            when: "a token",
            set: {
                "connectorProfileConfig.connectorProfileCredentials.salesforce.accessToken": "correct-horse",
            },
            says: plain("connectorProfileConfig.connectorProfileCredentials.salesforce.accessToken"),
        },
    ],
});

const containers = (change: object) => JSON.stringify([{ name: "web", readonlyRootFilesystem: true, ...change }]);

describeRule({
    rule: noPlaintextSecrets,
    type: "aws:ecs/taskDefinition:TaskDefinition",
    refuses: [
        {
            when: "a password in a container's environment",
            set: {
                containerDefinitions: containers({ environment: [{ name: "DB_PASSWORD", value: "correct-horse" }] }),
            },
            says: plain("containerDefinitions[0].environment[0].value"),
        },
    ],
    accepts: [
        {
            when: "a secret that ECS reads",
            set: { containerDefinitions: containers({ secrets: [{ name: "DB_PASSWORD", valueFrom: "arn:aws:ssm" }] }) },
        },
    ],
    defersOn: ["containerDefinitions"],
});

describe("no-plaintext-secrets", () => {
    it("takes a Pulumi secret as none in plain text, but not in a connection, where the SDK marks everything", () => {
        const judged = (type: string, path: "environment" | "connectionProperties", value: Props) => {
            const props = { [path]: value };
            rememberMessage(props, Struct.fromJavaScript({ [path]: secret(value as never) } as never));
            return violations(judgeResource(noPlaintextSecrets, type, props));
        };
        const environment = { variables: { DB_PASSWORD: "correct-horse" } };
        expect(judged("aws:lambda/function:Function", "environment", environment)).to.deep.equal([]);
        const connection = judged("aws:glue/connection:Connection", "connectionProperties", { PASSWORD: "x" });
        expect(connection).to.deep.equal(plain("connectionProperties.PASSWORD"));
    });
});

describeRule({
    rule: ecsContainerHardening,
    type: "aws:ecs/taskDefinition:TaskDefinition",
    refuses: [
        {
            when: "the processes of the host",
            set: { pidMode: "host" },
            says: ["pidMode is host: containers see and signal the processes of their host."],
        },
        {
            when: "a root that can be written",
            set: { containerDefinitions: containers({ readonlyRootFilesystem: undefined }) },
            says: ["containerDefinitions[0].readonlyRootFilesystem is not true: an intruder can change the program."],
        },
        {
            when: "privileges",
            set: { containerDefinitions: containers({ privileged: true }) },
            says: ["containerDefinitions[0].privileged is true: the container rules its host."],
        },
        {
            when: "the root user",
            set: { containerDefinitions: containers({ user: "0:0" }) },
            says: ["containerDefinitions[0].user is root."],
        },
        {
            when: "no user where the setting asks for one",
            set: { containerDefinitions: containers({}) },
            settings: { requireUser: true },
            says: ["containerDefinitions[0].user is not set, or root."],
        },
        {
            when: "text that is no JSON",
            set: { containerDefinitions: "[{" },
            says: ["containerDefinitions can't be read: it is not valid JSON."],
        },
    ],
    accepts: [
        { when: "the user of the image", set: { containerDefinitions: containers({}) } },
        {
            when: "a container of the setting",
            set: { containerDefinitions: containers({ readonlyRootFilesystem: false }) },
            settings: { allowWritable: ["web"] },
        },
        {
            when: "Windows, which knows neither",
            set: {
                containerDefinitions: containers({ readonlyRootFilesystem: undefined }),
                runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
            },
        },
    ],
    defersOn: ["containerDefinitions", "pidMode"],
    mends: [
        { when: "the processes of the host", set: { pidMode: "host" } },
        {
            when: "privileges and a root that can be written",
            set: { containerDefinitions: containers({ privileged: true, readonlyRootFilesystem: false }) },
        },
    ],
});

/** Judges a bucket as the engine does, with its options and its provider. */
const judgeBucket = (rule: typeof requiredTags, props: Props, settings: Props, more: object = {}) => {
    const type = "aws:s3/bucket:Bucket";
    return rule.judge({ type, urn: urnOf(type, "it"), name: "it", props, ...more }, settings);
};

describe("stateful-protected", () => {
    const here = { stackPatterns: ["te*"] };
    const unprotected = "The option protect is not true: a renamed resource loses its data.";

    it("refuses a resource that Pulumi may delete, in the stacks of the setting only", () => {
        expect(violations(judgeBucket(statefulProtected, {}, here))).to.deep.equal([unprotected]);
        expect(judgeBucket(statefulProtected, {}, { stackPatterns: ["prod"] })).to.deep.equal([]);
        expect(judgeBucket(statefulProtected, {}, {})).to.deep.equal([]);
    });
    it("accepts a protected one", () => {
        expect(judgeBucket(statefulProtected, {}, here, { opts: { protect: true } })).to.deep.equal([]);
    });
    it("refuses a bucket that is deleted with what it holds, and mends it", () => {
        const opts = { protect: true };
        const verdicts = judgeBucket(statefulProtected, { forceDestroy: true }, here, { opts });
        expect(violations(verdicts)).to.deep.equal([
            "forceDestroy is true: the bucket is deleted with all that it holds.",
        ]);
        const mended = remediate(statefulProtected, "aws:s3/bucket:Bucket", { forceDestroy: true }, here);
        expect(mended).to.deep.equal({ forceDestroy: false });
    });
    it("waits while forceDestroy is unknown", () => {
        const verdicts = judgeResource(statefulProtected, "aws:s3/bucketV2:BucketV2", { forceDestroy: UNKNOWN }, here);
        expect(awaited(verdicts)).to.deep.equal(["forceDestroy"]);
    });
});

describe("required-tags", () => {
    const settings = { tags: ["Owner", "DataClassification=public|personal", "System=lake"] };
    const tags = { Owner: "data", DataClassification: "personal", System: "lake" };

    it("is idle until the setting names tags", () => {
        expect(judgeBucket(requiredTags, {}, {})).to.deep.equal([]);
    });
    it("refuses missing tags and other values", () => {
        const verdicts = judgeBucket(requiredTags, { tags: { DataClassification: "secret" } }, settings);
        expect(violations(verdicts)).to.deep.equal([
            "tags.Owner is not set.",
            "tags.DataClassification is none of those that are allowed: public, personal.",
            "tags.System is none of those that are allowed: lake.",
        ]);
    });
    it("accepts tags of the resource or of its provider, be they text or not", () => {
        expect(judgeBucket(requiredTags, { tags }, settings)).to.deep.equal([]);
        for (const defaultTags of [{ tags }, JSON.stringify({ tags })]) {
            const provider = { props: { defaultTags } };
            expect(judgeBucket(requiredTags, {}, settings, { provider })).to.deep.equal([]);
        }
    });
    it("waits while a tag with allowed values is unknown", () => {
        const unknown = { tags: { ...tags, System: UNKNOWN } };
        const verdicts = judgeResource(requiredTags, "aws:s3/bucket:Bucket", unknown, settings);
        expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["tags.System"]]);
    });
    it("mends a tag of which only one value is allowed", () => {
        const mended = remediate(requiredTags, "aws:s3/bucket:Bucket", {}, settings);
        expect(mended).to.deep.equal({ tags: { System: "lake" } });
    });
});

describe("allowed-regions", () => {
    const settings = { regions: ["eu-central-1"] };
    const provider = { props: { region: "eu-central-1" } };
    const refused = ["region is none of those that are allowed: eu-central-1."];

    it("is idle until the setting names regions", () => {
        expect(judgeBucket(allowedRegions, { region: "us-east-1" }, {})).to.deep.equal([]);
    });
    it("judges by the resource's own region, else by its provider's", () => {
        expect(judgeBucket(allowedRegions, {}, settings, { provider })).to.deep.equal([]);
        expect(violations(judgeBucket(allowedRegions, { region: "us-east-1" }, settings, { provider }))).to.deep.equal(
            refused,
        );
        const elsewhere = { props: { region: "us-east-1" } };
        expect(violations(judgeBucket(allowedRegions, {}, settings, { provider: elsewhere }))).to.deep.equal(refused);
    });
    it("waits where neither names one: the environment does", () => {
        const verdicts = judgeBucket(allowedRegions, {}, settings);
        expect([violations(verdicts), awaited(verdicts)]).to.deep.equal([[], ["region"]]);
    });
});
