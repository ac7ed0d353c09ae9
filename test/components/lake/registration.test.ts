import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { LakeSettings } from "../../../components/governance/lake-settings";
import { DataLake, type DataLakeArgs } from "../../../components/lake/data-lake";
import type { RegistrationArgs } from "../../../components/lake/tier-args";
import { QueryWorkgroup } from "../../../components/query/query-workgroup";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { refusalOf } from "../refusal";

const ACCOUNT = "111122223333";
const place = { accountId: ACCOUNT, region: "eu-west-1", partition: "aws" };
const bucketArn = `arn:aws:s3:::lake-calls-${ACCOUNT}-eu-west-1`;
const LOCATION = "aws:lakeformation/resource:Resource";

const lakeOf = (
    registration?: RegistrationArgs,
    opts?: pulumi.ComponentResourceOptions,
    more?: Partial<DataLakeArgs>,
) => new DataLake("lake", { ...place, tiers: { calls: { registration } }, ...more }, opts);
const deploy = (registration?: RegistrationArgs): Promise<TestEvaluation> =>
    evaluateProgram(() => ({ registered: lakeOf(registration).registeredLocations }));
const statements = (document: unknown): { Sid: string; [field: string]: unknown }[] =>
    JSON.parse(String(document)).Statement;
const suffixes = (urns: readonly string[]) => urns.map((urn) => urn.slice(urn.lastIndexOf("::") + 2));

/** Everything that a resource waits for, directly or by way of others. */
function waitsFor(program: TestEvaluation, name: string): Set<string> {
    const seen = new Set<string>();
    const follow = (urns: readonly string[]): void => {
        for (const urn of urns.filter((one) => !seen.has(one))) {
            seen.add(urn);
            follow(program.registrations.find((one) => one.urn === urn)?.dependencies ?? []);
        }
    };
    follow(program.named(name).dependencies);
    return seen;
}

describe("a tier's registration with Lake Formation", () => {
    it("is absent unless asked for", async () => {
        const lake = await deploy();
        expect(lake.byType(LOCATION)).to.deep.equal([]);
        expect(lake.outputs.registered).to.deep.equal({});
    });

    it("covers the whole bucket, and is taken down before it is replaced", async () => {
        const lake = await deploy({});
        const registration = lake.one(LOCATION, "lake-calls-registration");
        expect(registration.inputs).to.deep.equal({
            arn: bucketArn,
            roleArn: `arn:aws:iam::${ACCOUNT}:role/${lake.named("lake-calls-registration-role").id}`,
            hybridAccessEnabled: false,
        });
        expect(registration).to.include({
            deleteBeforeReplace: true,
            parent: lake.one("lakefront:index:DataLake").urn,
        });
    });

    it("comes after the bucket is safe and after its role has the right to read it", async () => {
        const lake = await deploy({});
        expect(suffixes(lake.named("lake-calls-registration").dependencies)).to.include.members([
            "lake-calls-registration-role-policy",
            "lake-calls-policy",
        ]);
    });

    it("works under a role of the tier's own, with the rights to this bucket and this key alone", async () => {
        const lake = await deploy({});
        const [objects, list, key] = statements(lake.named("lake-calls-registration-role-policy").inputs.policy);
        expect(objects?.Resource).to.equal(`${bucketArn}/*`);
        expect(list?.Resource).to.equal(bucketArn);
        expect(list).not.to.have.property("Condition");
        expect(key?.Resource).to.equal(`arn:aws:kms:eu-west-1:${ACCOUNT}:key/${lake.named("lake-calls-key").id}`);
    });

    it("lets Lake Formation have the role for this account and region alone, and Glue as it is documented", async () => {
        const lake = await deploy({});
        expect(statements(lake.named("lake-calls-registration-role").inputs.assumeRolePolicy)).to.deep.equal([
            {
                Sid: "LakeFormation",
                Effect: "Allow",
                Principal: { Service: "lakeformation.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: {
                    StringEquals: { "aws:SourceAccount": ACCOUNT },
                    ArnLike: { "aws:SourceArn": `arn:aws:lakeformation:eu-west-1:${ACCOUNT}:*` },
                },
            },
            {
                Sid: "Glue",
                Effect: "Allow",
                Principal: { Service: "glue.amazonaws.com" },
                Action: "sts:AssumeRole",
            },
        ]);
    });

    it("can be narrowed to prefixes, written without a trailing slash, and the role with it", async () => {
        const lake = await deploy({ prefixes: { b: "two/deep/", a: "one" }, hybridAccessEnabled: true });
        expect(
            lake.byType(LOCATION).map(({ name, inputs }) => [name, inputs.arn, inputs.hybridAccessEnabled]),
        ).to.have.deep.members([
            ["lake-calls-registration-a", `${bucketArn}/one`, true],
            ["lake-calls-registration-b", `${bucketArn}/two/deep`, true],
        ]);
        const [objects, list] = statements(lake.named("lake-calls-registration-role-policy").inputs.policy);
        expect(objects?.Resource).to.deep.equal([`${bucketArn}/one/*`, `${bucketArn}/two/deep/*`]);
        expect(list?.Condition).to.deep.equal({
            StringLike: { "s3:prefix": ["one", "one/*", "two/deep", "two/deep/*"] },
        });
    });

    it("takes a role that is brought", async () => {
        const lake = await deploy({ roleArn: "arn:aws:iam::111122223333:role/mine" });
        expect(lake.named("lake-calls-registration").inputs.roleArn).to.equal("arn:aws:iam::111122223333:role/mine");
        expect(lake.byType("aws:iam/role:Role")).to.deep.equal([]);
    });

    it("comes after the account's settings when the lake does", async () => {
        const program = await evaluateProgram(() => {
            const settings = new LakeSettings("account", { admins: [`arn:aws:iam::${ACCOUNT}:role/lake-admin`] });
            lakeOf({}, { dependsOn: settings });
        });
        expect([...waitsFor(program, "lake-calls-registration")]).to.include(program.named("account-settings").urn);
    });

    it("asks for the same whatever the order of the prefixes", async () => {
        const first = await deploy({ prefixes: { a: "one", b: "two" } });
        const second = await deploy({ prefixes: { b: "two", a: "one" } });
        expect(second.registrations.map(({ urn, inputs }) => [urn, inputs])).to.have.deep.members(
            first.registrations.map(({ urn, inputs }) => [urn, inputs]),
        );
    });
});

describe("the locations that a lake has registered", () => {
    it("are those of the registrations, letter for letter, by tier and prefix", async () => {
        const program = await evaluateProgram(() => {
            const lake = lakeOf(undefined, undefined, {
                tiers: { calls: { registration: { prefixes: { b: "two/", a: "one" } } }, raw: { registration: {} } },
            });
            return { registered: lake.registeredLocations, one: lake.registeredLocation("calls/a") };
        });
        expect(program.outputs).to.deep.equal({
            registered: {
                "calls/a": `${bucketArn}/one`,
                "calls/b": `${bucketArn}/two`,
                raw: `arn:aws:s3:::lake-raw-${ACCOUNT}-eu-west-1`,
            },
            one: `${bucketArn}/one`,
        });
        expect(program.byType(LOCATION).map(({ inputs }) => inputs.arn)).to.have.members(
            Object.values(program.outputs.registered as Record<string, string>),
        );
    });

    it("are known in a preview, and make a grant wait for the registration", async () => {
        const program = await evaluateProgram(
            () => {
                const dataLocation = { arn: lakeOf({}).registeredLocation("calls") };
                new aws.lakeformation.Permissions("grant", {
                    principal: `arn:aws:iam::${ACCOUNT}:role/engineer`,
                    permissions: ["DATA_LOCATION_ACCESS"],
                    dataLocation,
                });
            },
            { preview: true },
        );
        expect(program.named("grant").inputs.dataLocation).to.deep.equal({ arn: bucketArn });
        expect(program.named("grant").dependencies).to.include(program.named("lake-calls-registration").urn);
    });

    it("are asked for by a name that there is, or the names there are come back", async () => {
        const text = await refusalOf(() => {
            lakeOf({}).registeredLocation("raw");
        });
        expect(text).to.equal('The lake has no registered location "raw". Its registered locations: calls.');
    });

    it("take no query results", async () => {
        const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/results`;
        const refused = await refusalOf(() => {
            const lake = lakeOf({ prefixes: { one: "one" } });
            new QueryWorkgroup("analysts", {
                results: { bucketName: lake.tier("calls").bucketName, keyArn, prefix: "one/results" },
                registeredLocations: Object.values(lake.registeredLocations),
                alarmTopicArn: `arn:aws:sns:eu-west-1:${ACCOUNT}:alarms`,
            });
        });
        expect(refused).to.contain(`/one/results/ lies inside the registered location ${bucketArn}/one`);
    });
});

describe("a registration refuses", () => {
    const refused: [string, RegistrationArgs, RegExp][] = [
        ["an empty map of prefixes, which would mean the whole bucket", { prefixes: {} }, /prefixes is empty/],
        ["a leading slash", { prefixes: { a: "/one" } }, /prefixes\.a is "\/one": .*"calls\/"/],
        ["an empty folder", { prefixes: { a: "one//two" } }, /prefixes\.a is "one\/\/two"/],
        ["a pattern", { prefixes: { a: "one/*" } }, /prefixes\.a is "one\/\*": use letters/],
        ["a name that no resource can have", { prefixes: { "a b": "one" } }, /prefixes has the name "a b"/],
        [
            "the same place twice",
            { prefixes: { a: "one", b: "one/" } },
            /prefixes\.a \("one"\) and \.b \("one\/"\) overlap/,
        ],
        [
            "a place inside another",
            { prefixes: { a: "one/two/three", b: "one" } },
            /prefixes\.a \("one\/two\/three"\) and \.b \("one"\) overlap: register only the shorter/,
        ],
        [
            "the whole bucket beside a prefix",
            { prefixes: { all: "", a: "one" } },
            /prefixes\.all is "".*leave out prefixes to register the whole bucket/,
        ],
        [
            "the service-linked role",
            {
                roleArn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess`,
            },
            /roleArn is ".*", a service-linked role.*leave out roleArn/,
        ],
        [
            "a user as the role",
            { roleArn: `arn:aws:iam::${ACCOUNT}:user/me` },
            /roleArn is ".*": it takes the ARN of a role/,
        ],
    ];
    for (const [what, registration, message] of refused) {
        it(what, async () => {
            const text = await refusalOf(() => {
                lakeOf(registration);
            });
            expect(text)
                .to.match(/^DataLake "lake" was given/)
                .and.to.match(message);
        });
    }
});
