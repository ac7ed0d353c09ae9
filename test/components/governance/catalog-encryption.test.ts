import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { CatalogEncryption, type CatalogEncryptionArgs } from "../../../components/governance/catalog-encryption";
import { evaluateProgram, type TestEvaluation } from "../../support/evaluate";
import { refusalOf } from "../refusal";

const SETTINGS = "aws:glue/dataCatalogEncryptionSettings:DataCatalogEncryptionSettings";
const KEY = "aws:kms/key:Key";
const place = { accountId: "111122223333", region: "eu-west-1", partition: "aws" };

const deploy = (args: CatalogEncryptionArgs = {}): Promise<TestEvaluation> =>
    evaluateProgram(() => {
        const { keyArn } = new CatalogEncryption("acme", { ...place, ...args });
        return { keyArn };
    });

describe("CatalogEncryption", () => {
    let catalog: TestEvaluation;
    before(async () => {
        catalog = await deploy({ tags: { team: "care" } });
    });
    const keyArn = (): string => `arn:aws:kms:eu-west-1:111122223333:key/${catalog.one(KEY).id}`;

    it("encrypts metadata and connection passwords under a key of its own, and gives passwords out encrypted", () => {
        expect(catalog.one(SETTINGS).inputs).to.deep.equal({
            dataCatalogEncryptionSettings: {
                encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: keyArn() },
                connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: keyArn() },
            },
            region: "eu-west-1",
        });
    });

    it("gives the key's ARN to feeds and readers", () => {
        expect(catalog.outputs).to.deep.equal({ keyArn: keyArn() });
    });

    it("makes a key that rotates, waits 30 days before it goes, and has a name", () => {
        expect(catalog.one(KEY).inputs).to.deep.include({
            enableKeyRotation: true,
            deletionWindowInDays: 30,
            tags: { team: "care" },
        });
        expect(catalog.one("aws:kms/alias:Alias").inputs.name).to.equal("alias/acme-catalog");
    });

    it("lets the account use the key through Glue of its region and by no other way, IAM policies aside", () => {
        const [administration, use, ...others] = JSON.parse(String(catalog.one(KEY).inputs.policy)).Statement;
        expect(administration).to.deep.include({
            Principal: { AWS: "arn:aws:iam::111122223333:root" },
            Action: "kms:*",
        });
        expect(use).to.deep.include({
            Effect: "Allow",
            Principal: "*",
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"],
            Condition: {
                StringEquals: {
                    "kms:CallerAccount": "111122223333",
                    "kms:ViaService": "glue.eu-west-1.amazonaws.com",
                },
            },
        });
        expect(others).to.deep.equal([]);
    });

    it("has children of its own, and loses neither key nor settings when they go from the program", () => {
        const { urn } = catalog.one("lakefront:index:CatalogEncryption");
        for (const type of [KEY, SETTINGS]) {
            expect(catalog.one(type), type).to.include({ parent: urn, protect: true, retainOnDelete: true });
        }
        expect(catalog.childrenOf(urn).map(({ name }) => name)).to.have.members([
            "acme-key",
            "acme-key-alias",
            "acme-settings",
        ]);
    });

    it("goes with a throw-away account's stack when that is asked for", async () => {
        const thrownAway = await deploy({ protectSettings: false });
        for (const type of [KEY, SETTINGS]) {
            expect(thrownAway.one(type), type).to.include({ protect: false, retainOnDelete: false });
        }
    });

    it("takes a key that is brought", async () => {
        const kmsKeyArn = "arn:aws:kms:eu-west-1:111122223333:key/mine";
        const brought = await deploy({ kmsKeyArn });
        expect(brought.byType(KEY)).to.deep.equal([]);
        expect(brought.one(SETTINGS).inputs).to.have.nested.property(
            "dataCatalogEncryptionSettings.encryptionAtRest.sseAwsKmsKeyId",
            kmsKeyArn,
        );
        expect(brought.outputs).to.deep.equal({ keyArn: kmsKeyArn });
    });

    it("takes the caller's statements after its own", async () => {
        const shared = await deploy({
            keyPolicyStatements: [{ sid: "Partner", principals: { AWS: ["444455556666"] }, actions: ["kms:Decrypt"] }],
        });
        expect(JSON.parse(String(shared.one(KEY).inputs.policy)).Statement.at(-1)).to.deep.include({
            Sid: "Partner",
            Principal: { AWS: "444455556666" },
            Resource: "*",
        });
    });

    it("comes before whoever names it, and after what it waits for", async () => {
        const program = await evaluateProgram(() => {
            const first = new aws.sns.Topic("first");
            const encryption = new CatalogEncryption("acme", place, { dependsOn: first });
            new aws.glue.CatalogDatabase("database", {}, { dependsOn: encryption });
        });
        const settings = program.one(SETTINGS);
        expect(settings.dependencies).to.include(program.named("first").urn);
        expect(program.named("database").dependencies).to.include(settings.urn);
    });

    it("asks for the same on a second evaluation", async () => {
        const again = await deploy({ tags: { team: "care" } });
        expect(again.registrations.map(({ inputs }) => inputs)).to.deep.equal(
            catalog.registrations.map(({ inputs }) => inputs),
        );
    });

    const refused: [string, CatalogEncryptionArgs, RegExp][] = [
        ["an alias for a key", { kmsKeyArn: "alias/mine" }, /kmsKeyArn is "alias\/mine": it takes a key's ARN/],
        [
            "statements for a key that is brought",
            { kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/mine", keyPolicyStatements: [] },
            /keyPolicyStatements can't be added to a key that you bring/,
        ],
        ["a prefix that makes no name", { namePrefix: "Acme Lake" }, /namePrefix is "Acme Lake".*"acme-lake"/],
    ];
    for (const [what, args, message] of refused) {
        it(`refuses ${what}`, async () => {
            const text = await refusalOf(() => {
                new CatalogEncryption("acme", { ...place, ...args });
            });
            expect(text)
                .to.match(/^CatalogEncryption "acme" was given/)
                .and.to.match(message);
        });
    }
});
