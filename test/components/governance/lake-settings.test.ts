import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as fc from "fast-check";
import { LakeSettings } from "../../../components/governance/lake-settings";
import type { LakeSettingsArgs } from "../../../components/governance/lake-settings-args";
import { administratorsOf } from "../../../components/governance/lake-settings-principals";
import { modelledAws, type Registration } from "../../../runner";
import { evaluateProgram, type TestEvaluation, type TestOptions } from "../../support/evaluate";
import { refusalOf } from "../refusal";

const SETTINGS = "aws:lakeformation/dataLakeSettings:DataLakeSettings";
const READ = "aws:lakeformation/getDataLakeSettings:getDataLakeSettings";
const IAM_ALLOWED = [{ permissions: ["ALL"], principal: "IAM_ALLOWED_PRINCIPALS" }];
const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

/** An account with a memory of its own, or with modelled answers where it has none. */
interface Account {
    /** What it says after its settings were put, over what was put. */
    after?: Record<string, unknown>;
    /** What it says before. */
    before?: Record<string, unknown>;
    /** ARN of who deploys. */
    caller?: string;
}

interface Deployed extends TestEvaluation {
    /** Settings at the time of each look, and what was warned of. */
    reads: number;
    warnings: string[];
}

async function deploy(
    args: LakeSettingsArgs,
    account: Account = {},
    options: TestOptions & { opts?: () => pulumi.ComponentResourceOptions } = {},
): Promise<Deployed> {
    const { opts, ...rest } = options;
    const said = console.warn;
    const warnings: string[] = [];
    let reads = 0;
    console.warn = (message: string) => warnings.push(message);
    try {
        const evaluation = await evaluateProgram(
            () => {
                const { admins, readOnlyAdmins } = new LakeSettings("lake", args, opts?.());
                return { admins, readOnlyAdmins };
            },
            {
                config: { "aws:region": "eu-west-1" },
                ...rest,
                handler: {
                    ...modelledAws,
                    async invoke(token, input, context) {
                        const modelled = await modelledAws.invoke(token, input, context);
                        if (token === READ) {
                            reads += 1;
                            const put = context?.registrations.some(({ type, id }) => type === SETTINGS && id);
                            return { ...modelled, ...(put ? account.after : account.before) };
                        }
                        return token === "aws:index/getCallerIdentity:getCallerIdentity" && account.caller
                            ? { ...modelled, arn: account.caller }
                            : modelled;
                    },
                },
            },
        );
        return { ...evaluation, reads, warnings };
    } finally {
        console.warn = said;
    }
}

const settingsOf = (lake: TestEvaluation): Registration => lake.one(SETTINGS);

describe("LakeSettings", () => {
    let lake: Deployed;
    before(async () => {
        lake = await deploy({ admins: [role("lake-admin")] });
    });

    it("makes one settings object that states everything, with all doors closed", () => {
        expect(lake.registrations.filter(({ custom }) => custom).map(({ type }) => type)).to.deep.equal([SETTINGS]);
        expect(settingsOf(lake).name).to.equal("lake-settings");
        expect(settingsOf(lake).inputs).to.deep.equal({
            admins: [role("deployer"), role("lake-admin")],
            readOnlyAdmins: [],
            createDatabaseDefaultPermissions: [],
            createTableDefaultPermissions: [],
            parameters: { CROSS_ACCOUNT_VERSION: "4" },
            trustedResourceOwners: [],
            allowExternalDataFiltering: false,
            allowFullTableExternalDataAccess: false,
            externalDataFilteringAllowLists: [],
            authorizedSessionTagValueLists: [],
        });
    });

    it("is its child, protected and left in place when it goes from the program", () => {
        const component = lake.one("lakefront:index:LakeSettings");
        expect(settingsOf(lake)).to.include({ parent: component.urn, protect: true, retainOnDelete: true });
    });

    it("gives who administers, so that grants to them can be refused", () => {
        expect(lake.outputs).to.deep.equal({ admins: [role("deployer"), role("lake-admin")], readOnlyAdmins: [] });
    });

    it("is taken down with a throw-away account's stack when that is asked for", async () => {
        const thrownAway = await deploy({ admins: [role("lake-admin")], protectSettings: false });
        expect(settingsOf(thrownAway)).to.include({ protect: false, retainOnDelete: false });
    });

    it("asks for the same on a second evaluation, whatever the order of the lists", async () => {
        const again = await deploy({
            admins: [role("b"), role("a"), role("a")],
            readOnlyAdmins: [role("d"), role("c")],
        });
        const first = await deploy({ admins: [role("a"), role("b")], readOnlyAdmins: [role("c"), role("d")] });
        expect(settingsOf(again).inputs).to.deep.equal(settingsOf(first).inputs);
        expect(settingsOf(first).inputs.readOnlyAdmins).to.deep.equal([role("c"), role("d")]);
    });

    it("waits for what the component waits for, and for roles of the same program", async () => {
        const program = await evaluateProgram(() => {
            const admin = new aws.iam.Role("admin", { name: "admin", assumeRolePolicy: "{}" });
            const first = new aws.sns.Topic("first");
            new LakeSettings("lake", { admins: [admin.arn] }, { dependsOn: first });
        });
        expect(settingsOf(program).inputs.admins).to.deep.equal([role("admin"), role("deployer")]);
        expect(settingsOf(program).dependencies).to.include.members([
            program.named("first").urn,
            program.named("admin").urn,
        ]);
    });

    it("lets whoever names it, or uses its administrators, come only after the settings", async () => {
        const program = await evaluateProgram(() => {
            const settings = new LakeSettings("lake", { admins: [role("lake-admin")] });
            new aws.glue.CatalogDatabase("named", {}, { dependsOn: settings });
            new aws.glue.CatalogDatabase("used", { description: settings.admins.apply((admins) => admins.join()) });
        });
        expect(program.named("named").dependencies).to.include(settingsOf(program).urn);
        expect(program.named("used").dependencies).to.include(settingsOf(program).urn);
    });

    it("takes its region along to the settings and to the look at them", async () => {
        const away = await deploy({ admins: [role("lake-admin")], region: "eu-central-1" });
        expect(settingsOf(away).inputs.region).to.equal("eu-central-1");
        expect(away.warnings).to.deep.equal([]);
    });

    it("can leave new databases and tables to IAM, and then doesn't warn that they are", async () => {
        const open = await deploy({ admins: [role("lake-admin")], useIamAccessControlByDefault: true });
        expect(settingsOf(open).inputs).to.deep.include({
            createDatabaseDefaultPermissions: IAM_ALLOWED,
            createTableDefaultPermissions: IAM_ALLOWED,
        });
        expect(open.warnings).to.deep.equal([]);
    });

    it("opens external filtering to the accounts and engines that are named, and to no others", async () => {
        const open = await deploy({
            admins: [role("lake-admin")],
            crossAccountVersion: 3,
            trustedResourceOwners: ["444455556666"],
            externalFiltering: { accountIds: ["444455556666"], sessionTagValues: ["engine1"] },
        });
        expect(settingsOf(open).inputs).to.deep.include({
            allowExternalDataFiltering: true,
            allowFullTableExternalDataAccess: false,
            externalDataFilteringAllowLists: ["444455556666"],
            authorizedSessionTagValueLists: ["engine1"],
            trustedResourceOwners: ["444455556666"],
            parameters: { CROSS_ACCOUNT_VERSION: "3" },
        });
        expect(open.warnings).to.deep.equal([]);
    });
});

describe("who deploys the LakeSettings", () => {
    it("becomes an administrator by the session's role, once", async () => {
        const caller = "arn:aws:sts::111122223333:assumed-role/pipeline/run-1";
        const lake = await deploy({ admins: [role("pipeline")] }, { caller });
        expect(lake.outputs.admins).to.deep.equal([role("pipeline")]);
    });

    it("can be an IAM user", async () => {
        const caller = "arn:aws:iam::111122223333:user/alice";
        const lake = await deploy({ admins: [role("lake-admin")] }, { caller });
        expect(lake.outputs.admins).to.deep.equal([role("lake-admin"), caller]);
    });

    it("stays outside when asked to, and is then not even looked up", async () => {
        const caller = "arn:aws:iam::111122223333:root";
        const lake = await deploy({ admins: [role("lake-admin")], includeDeployer: false }, { caller });
        expect(lake.outputs.admins).to.deep.equal([role("lake-admin")]);
    });

    it("is refused when it is the root user", async () => {
        const caller = "arn:aws:iam::111122223333:root";
        const error = await deploy({ admins: [role("lake-admin")] }, { caller }).catch((reason: Error) => reason);
        expect(error)
            .to.be.an("error")
            .with.property("message")
            .that.matches(/includeDeployer: the deployment runs as ".*:root".*set includeDeployer to false/);
    });
});

describe("LakeSettings that merge with what the account has", () => {
    const before = {
        admins: [role("old-admin"), role("lake-admin")],
        readOnlyAdmins: [role("old-auditor"), role("lake-admin")],
        trustedResourceOwners: ["444455556666"],
    };

    it("keep its administrators, auditors and trusted owners, without naming anybody twice", async () => {
        const lake = await deploy({ admins: [role("lake-admin")], mergeExisting: true }, { before });
        expect(settingsOf(lake).inputs).to.deep.include({
            admins: [role("deployer"), role("lake-admin"), role("old-admin")],
            readOnlyAdmins: [role("old-auditor")],
            trustedResourceOwners: ["444455556666"],
        });
        expect(lake.warnings).to.deep.equal([]);
    });

    it("replace all of them unless asked to merge", async () => {
        const lake = await deploy({ admins: [role("lake-admin")] }, { before });
        expect(settingsOf(lake).inputs).to.deep.include({
            admins: [role("deployer"), role("lake-admin")],
            readOnlyAdmins: [],
            trustedResourceOwners: [],
        });
    });

    it("are refused when the two come to more than 30", async () => {
        const many = { admins: Array.from({ length: 29 }, (_, index) => role(`admin-${index}`)) };
        const error = await deploy({ admins: [role("lake-admin")], mergeExisting: true }, { before: many }).catch(
            (reason: Error) => reason,
        );
        expect(error)
            .to.be.an("error")
            .with.property("message")
            .that.contains("admins come to 31 with the deployer: Lake Formation takes 30 at most");
    });
});

describe("the look back at the settings", () => {
    it("warns, with the command to run, when new objects stayed open to everyone whom IAM lets in", async () => {
        const lake = await deploy(
            { admins: [role("lake-admin")] },
            { after: { createDatabaseDefaultPermissions: IAM_ALLOWED, createTableDefaultPermissions: IAM_ALLOWED } },
        );
        expect(lake.warnings).to.have.lengthOf(1);
        const [warning = ""] = lake.warnings;
        expect(warning).to.contain("new databases are still open to everyone whom IAM lets in (IAMAllowedPrincipals)");
        expect(warning).to.contain("new tables are still open");
        const [, command, json = ""] = /(aws lakeformation .*) '(\{.*\})'$/.exec(warning) ?? [];
        expect(command).to.equal("aws lakeformation put-data-lake-settings --region eu-west-1 --data-lake-settings");
        expect(JSON.parse(json)).to.deep.equal({
            DataLakeAdmins: [
                { DataLakePrincipalIdentifier: role("deployer") },
                { DataLakePrincipalIdentifier: role("lake-admin") },
            ],
            ReadOnlyAdmins: [],
            CreateDatabaseDefaultPermissions: [],
            CreateTableDefaultPermissions: [],
            Parameters: { CROSS_ACCOUNT_VERSION: "4" },
            TrustedResourceOwners: [],
            AllowExternalDataFiltering: false,
            AllowFullTableExternalDataAccess: false,
            ExternalDataFilteringAllowList: [],
            AuthorizedSessionTagValueList: [],
        });
    });

    it("warns of administrators who are missing, and of those nobody asked for", async () => {
        const lake = await deploy(
            { admins: [role("lake-admin")] },
            { after: { admins: [role("deployer"), role("eve")] } },
        );
        expect(lake.warnings.join())
            .to.contain(`${role("lake-admin")} is not an administrator`)
            .and.to.contain(`${role("eve")} is an administrator, though not asked for`);
    });

    it("warns of another version of sharing and of open filtering", async () => {
        const lake = await deploy(
            { admins: [role("lake-admin")] },
            { after: { parameters: { CROSS_ACCOUNT_VERSION: "1" }, allowExternalDataFiltering: true } },
        );
        expect(lake.warnings.join())
            .to.contain("the version of sharing is 1, not 4")
            .and.to.contain("external data filtering is allowed");
    });

    it("says nothing when everything took effect", async () => {
        const lake = await deploy({ admins: [role("lake-admin")] });
        expect(lake.reads).to.equal(1);
        expect(lake.warnings).to.deep.equal([]);
    });

    it("is not made in a preview, where nothing has been put", async () => {
        const after = { createDatabaseDefaultPermissions: IAM_ALLOWED };
        const lake = await deploy({ admins: [role("lake-admin")] }, { before: after }, { preview: true });
        expect(lake.reads).to.equal(0);
        expect(lake.warnings).to.deep.equal([]);
        expect(lake.outputs.admins).to.deep.equal([role("deployer"), role("lake-admin")]);
    });

    it("quotes the command for the shell", async () => {
        const lake = await deploy(
            {
                admins: [role("lake-admin")],
                externalFiltering: { accountIds: ["444455556666"], sessionTagValues: ["it's"] },
            },
            { after: { admins: [] } },
        );
        expect(lake.warnings.join()).to.contain(String.raw`"AuthorizedSessionTagValueList":["it'\''s"]`);
    });
});

describe("what LakeSettings refuse", () => {
    const admins = [role("lake-admin")];
    const refused: [string, Partial<LakeSettingsArgs>, RegExp][] = [
        ["no administrator", { admins: [] }, /admins is empty.*name a role/],
        [
            "a session",
            { admins: ["arn:aws:sts::111122223333:assumed-role/Admin/alice"] },
            /admins\[0\] is ".*", a session.*give its role, "arn:aws:iam::111122223333:role\/Admin"/,
        ],
        [
            "the root user",
            { admins: ["arn:aws:iam::111122223333:root"] },
            /admins\[0\] is ".*", the account's root user/,
        ],
        ["everyone", { admins: ["IAM_ALLOWED_PRINCIPALS"] }, /admins\[0\] is "IAM_ALLOWED_PRINCIPALS", everyone/],
        ["a name", { admins: ["lake-admin"] }, /admins\[0\] is "lake-admin", which is not the ARN of a role/],
        ["a pattern", { admins: [role("*")] }, /admins\[0\] is ".*role\/\*", which is not the ARN/],
        [
            "a group as an auditor",
            { readOnlyAdmins: ["arn:aws:iam::111122223333:group/auditors"] },
            /readOnlyAdmins\[0\] is/,
        ],
        [
            "an administrator who also only reads",
            { readOnlyAdmins: admins },
            /readOnlyAdmins holds ".*", which is in admins/,
        ],
        [
            "more than 30",
            { admins: Array.from({ length: 31 }, (_, index) => role(`admin-${index}`)) },
            /admins come to 31: Lake Formation takes 30/,
        ],
        ["a version that there isn't", { crossAccountVersion: 5 }, /crossAccountVersion is 5: .*from 1 to 4/],
        ["an owner that is no account", { trustedResourceOwners: ["acme"] }, /trustedResourceOwners\[0\] is "acme"/],
        [
            "filtering by nobody",
            { externalFiltering: { accountIds: [], sessionTagValues: [] } },
            /accountIds is empty(.|\n)*sessionTagValues is empty/,
        ],
        [
            "filtering by what is no account",
            { externalFiltering: { accountIds: ["12"], sessionTagValues: ["engine1"] } },
            /externalFiltering\.accountIds\[0\] is "12"/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`${what}, before anything is made`, async () => {
            const text = await refusalOf(() => {
                new LakeSettings("lake", { admins, ...change });
            });
            expect(text)
                .to.match(/^LakeSettings "lake" was given/)
                .and.to.match(message);
        });
    }

    it("all at once", async () => {
        const text = await refusalOf(() => {
            new LakeSettings("lake", { admins: ["everybody"], crossAccountVersion: 0 });
        });
        expect(text).to.contain("2 settings").and.to.contain("everybody").and.to.contain("crossAccountVersion");
    });

    it("a session that only turns up as an output", async () => {
        const text = await refusalOf(() => {
            const session = pulumi.output("arn:aws:sts::111122223333:assumed-role/Admin/alice");
            new LakeSettings("lake", { admins: [session] });
        });
        expect(text).to.contain('give its role, "arn:aws:iam::111122223333:role/Admin"');
    });

    it("the deployer as a read-only administrator", async () => {
        const text = await refusalOf(() => {
            new LakeSettings("lake", { admins, readOnlyAdmins: [role("deployer")] });
        });
        expect(text).to.contain("which deploys and so becomes an administrator");
    });
});

describe("the list of administrators", () => {
    it("doesn't depend on the order of its sources, and never names one twice or on both lists", () => {
        const names = fc.array(fc.constantFrom("a", "b", "c", "d"));
        fc.assert(
            fc.property(names, names, names, names, (admins, readers, there, lookers) => {
                const result = administratorsOf({
                    admins,
                    readOnlyAdmins: readers,
                    deployer: "d",
                    existing: { admins: there, readOnlyAdmins: lookers },
                });
                const other = administratorsOf({
                    admins: [...there].reverse(),
                    readOnlyAdmins: lookers,
                    deployer: "d",
                    existing: { admins: [...admins].reverse(), readOnlyAdmins: [...readers].reverse() },
                });
                expect(result).to.deep.equal(other);
                const all = [...result.admins, ...result.readOnlyAdmins];
                expect(new Set(all).size).to.equal(all.length);
                expect(new Set(all)).to.deep.equal(new Set([...admins, ...readers, ...there, ...lookers, "d"]));
            }),
        );
    });
});
