import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { evaluateProgram } from "../support/evaluate";
import { Box, BUCKET } from "./support";

describe("evaluate: options", () => {
    it("hands protect and retainOnDelete down to children, which may decide otherwise", async () => {
        const { named } = await evaluateProgram(() => {
            new Box("kept", {}, { protect: true, retainOnDelete: true });
            new Box("mixed", {}, { protect: true }, { protect: false });
        });
        expect(named("kept-bucket")).to.include({ protect: true, retainOnDelete: true });
        expect(named("mixed-bucket")).to.include({ protect: false, retainOnDelete: false });
    });

    it("hands deletedWith down, and ignoreChanges not", async () => {
        const { named } = await evaluateProgram(() => {
            const owner = new aws.s3.Bucket("owner");
            new Box("box", {}, { deletedWith: owner, ignoreChanges: ["tags"] });
        });
        expect(named("box-bucket").deletedWith).to.equal(named("owner").urn);
        expect(named("box-bucket").ignoreChanges).to.deep.equal([]);
        expect(named("box").ignoreChanges).to.deep.equal(["tags"]);
    });

    it("keeps the other options as they are given", async () => {
        const { named } = await evaluateProgram(() => {
            new aws.s3.Bucket(
                "bucket",
                {},
                {
                    ignoreChanges: ["tags"],
                    replaceOnChanges: ["bucket"],
                    deleteBeforeReplace: true,
                    customTimeouts: { create: "5m", delete: "1h" },
                },
            );
        });
        expect(named("bucket")).to.deep.include({
            ignoreChanges: ["tags"],
            replaceOnChanges: ["bucket"],
            deleteBeforeReplace: true,
            customTimeouts: { create: "5m", delete: "1h" },
        });
    });

    it("hands a component's provider down to its children", async () => {
        const { named } = await evaluateProgram(() => {
            const provider = new aws.Provider("west", { region: "us-west-2" });
            new Box("box", {}, { providers: { aws: provider } });
            new Box("other");
        });
        expect(named("box-bucket").provider).to.equal(`${named("west").urn}::${named("west").id}`);
        expect(named("box-bucket").providerInputs).to.deep.include({ region: "us-west-2", skipRegionValidation: true });
        expect(named("other-bucket").provider).to.equal(undefined);
    });

    it("configures default providers from the stack's settings", async () => {
        const { named, defaultProviders } = await evaluateProgram(
            () => {
                new aws.s3.Bucket("bucket");
            },
            { config: { "aws:region": "eu-west-1", "aws:defaultTags": '{"tags":{"team":"lake"}}', "other:x": "1" } },
        );
        const configuration = { region: "eu-west-1", defaultTags: { tags: { team: "lake" } } };
        expect(named("bucket").providerInputs).to.deep.equal(configuration);
        expect(named("bucket").outputs).to.deep.include({ region: "eu-west-1", tagsAll: { team: "lake" } });
        expect(defaultProviders).to.deep.equal({ aws: configuration });
    });

    it("asks provider functions of the right provider", async () => {
        const { outputs } = await evaluateProgram(
            async () => {
                const provider = new aws.Provider("west", { region: "us-west-2" });
                const box = new Box("box", {}, { providers: { aws: provider } });
                return {
                    own: aws.getRegionOutput({}, { provider }).region,
                    inherited: aws.getRegionOutput({}, { parent: box }).region,
                    configured: (await aws.getRegion()).region,
                };
            },
            { config: { "aws:region": "eu-west-1" } },
        );
        expect(outputs).to.deep.equal({ own: "us-west-2", inherited: "us-west-2", configured: "eu-west-1" });
    });
});

describe("evaluate: transforms", () => {
    const tag = (key: string) => (args: pulumi.ResourceTransformArgs) =>
        args.type === BUCKET
            ? { props: { ...args.props, tags: { ...args.props.tags, [key]: "x" } }, opts: args.opts }
            : undefined;

    it("applies a resource's own transforms, its ancestors' and the stack's", async () => {
        const { named } = await evaluateProgram(() => {
            pulumi.runtime.registerResourceTransform(tag("stack"));
            new Box("box", {}, { transforms: [tag("parent")] }, { transforms: [tag("own")] });
            new aws.s3.Bucket("alone");
        });
        expect(named("box-bucket").inputs.tags).to.deep.equal({ own: "x", parent: "x", stack: "x" });
        expect(named("alone").inputs.tags).to.deep.equal({ stack: "x" });
    });

    it("lets a transform change options", async () => {
        const { named } = await evaluateProgram(() => {
            pulumi.runtime.registerResourceTransform(({ props, opts }) => ({
                props,
                opts: { ...opts, protect: true },
            }));
            new aws.s3.Bucket("bucket");
        });
        expect(named("bucket").protect).to.equal(true);
    });

    it("applies the stack's transforms of provider functions", async () => {
        const { outputs } = await evaluateProgram(async () => {
            pulumi.runtime.registerInvokeTransform(({ args, opts }) => ({
                args: { ...args, region: "eu-west-3" },
                opts,
            }));
            return { region: (await aws.getRegion()).region };
        });
        expect(outputs).to.deep.equal({ region: "eu-west-3" });
    });
});
