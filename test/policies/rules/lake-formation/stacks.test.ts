import { expect } from "chai";
import type { StackRule } from "../../../../policies/lib/rule";
import type { RawStackResource } from "../../../../policies/lib/stack-graph";
import { glueCrawlerUsesLf } from "../../../../policies/rules/lake-formation/glue-crawler-uses-lf";
import { lfDatabasesTagged } from "../../../../policies/rules/lake-formation/lf-databases-tagged";
import { lfLocationRegistered } from "../../../../policies/rules/lake-formation/lf-location-registered";
import { lfSensitiveTablesFiltered } from "../../../../policies/rules/lake-formation/lf-sensitive-tables-filtered";
import { lfSettingsPresent } from "../../../../policies/rules/lake-formation/lf-settings-present";
import { awaited, judgeStack, type Props, resource, UNKNOWN, violations } from "../../support/judge";

const GRANT = "aws:lakeformation/permissions:Permissions";
const LOCATION = "aws:lakeformation/resource:Resource";

const refused = (rule: StackRule, stack: readonly RawStackResource[], settings = {}) =>
    violations(judgeStack(rule, stack, settings));

const bucket = (tags: Props | string = { "lakefront:tier": "curated" }, name = "curated") =>
    resource("aws:s3/bucket:Bucket", name, { arn: `arn:aws:s3:::lake-${name}`, tags });
const location = (arn: string, of: readonly RawStackResource[] = []) =>
    resource(LOCATION, "registration", { arn, roleArn: "r" }, { arn: of });

describe("lf-settings-present", () => {
    const missing = ["The stack uses Lake Formation, but nothing sets its administrators and defaults."];

    it("asks nothing of a stack without Lake Formation", () => {
        expect(refused(lfSettingsPresent, [bucket()])).to.deep.equal([]);
    });
    it("refuses grants and registrations without settings, and names the first", () => {
        const [verdict] = judgeStack(lfSettingsPresent, [resource(GRANT, "g", {})]);
        expect(verdict).to.include({ message: missing[0], urn: resource(GRANT, "g", {}).urn });
        expect(refused(lfSettingsPresent, [location("arn:aws:s3:::b")])).to.deep.equal(missing);
    });
    it("accepts settings in the stack, or elsewhere where that is said", () => {
        const settings = resource("aws:lakeformation/dataLakeSettings:DataLakeSettings", "s", {});
        expect(refused(lfSettingsPresent, [resource(GRANT, "g", {}), settings])).to.deep.equal([]);
        expect(refused(lfSettingsPresent, [resource(GRANT, "g", {})], { managedElsewhere: true })).to.deep.equal([]);
    });
});

describe("lf-sensitive-tables-filtered", () => {
    const table = (columns: readonly Props[], name = "contacts", databaseName = "lake") =>
        resource("aws:glue/catalogTable:CatalogTable", name, { name, databaseName, storageDescriptor: { columns } });
    const personal = table([{ name: "id" }, { name: "phone", parameters: { personal: "true" } }]);
    const grant = (props: Props, of: readonly RawStackResource[] = []) =>
        resource(
            GRANT,
            "grant",
            { principal: "arn:aws:iam::111122223333:role/analyst", permissions: ["DESCRIBE", "SELECT"], ...props },
            { table: of },
        );
    const whole = { table: { databaseName: "lake", name: "contacts" } };
    const wide = ['The grant allows SELECT on all of table "contacts", personal columns included.'];

    it("refuses a grant of all columns where some are personal, by name or by dependency", () => {
        expect(refused(lfSensitiveTablesFiltered, [personal, grant(whole)])).to.deep.equal(wide);
        const unnamed = grant({ table: { databaseName: "lake", name: UNKNOWN } }, [personal]);
        expect(refused(lfSensitiveTablesFiltered, [personal, unnamed])).to.deep.equal(wide);
    });
    it("accepts a grant that reads nothing, or reads by columns", () => {
        expect(
            refused(lfSensitiveTablesFiltered, [personal, grant({ ...whole, permissions: ["DESCRIBE"] })]),
        ).to.deep.equal([]);
        const byColumns = { tableWithColumns: { databaseName: "lake", name: "contacts", columnNames: ["id"] } };
        expect(refused(lfSensitiveTablesFiltered, [personal, grant(byColumns)])).to.deep.equal([]);
    });
    it("refuses a wildcard of columns that leaves a personal one in", () => {
        const all = (excludedColumnNames: unknown) =>
            grant({
                tableWithColumns: { databaseName: "lake", name: "contacts", wildcard: true, excludedColumnNames },
            });
        const open = [
            'The grant allows SELECT on all columns of table "contacts" but some, and excludedColumnNames does not hold every personal one.',
        ];
        expect(refused(lfSensitiveTablesFiltered, [personal, all(undefined)])).to.deep.equal(open);
        expect(refused(lfSensitiveTablesFiltered, [personal, all(["id"])])).to.deep.equal(open);
        expect(refused(lfSensitiveTablesFiltered, [personal, all(["phone"])])).to.deep.equal([]);
        const verdicts = judgeStack(lfSensitiveTablesFiltered, [personal, all([UNKNOWN])]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["tableWithColumns.excludedColumnNames[0]"]);
    });
    it("accepts a grant on a table without personal columns, or on one of the same name in another database", () => {
        expect(refused(lfSensitiveTablesFiltered, [table([{ name: "id" }]), grant(whole)])).to.deep.equal([]);
        const elsewhere = grant({ table: { databaseName: "other", name: "contacts" } });
        expect(refused(lfSensitiveTablesFiltered, [personal, elsewhere])).to.deep.equal([]);
    });
    it("accepts principals that the setting names", () => {
        const settings = { adminPatterns: ["*:role/analyst"] };
        expect(refused(lfSensitiveTablesFiltered, [personal, grant(whole)], settings)).to.deep.equal([]);
    });
    it("waits while the columns' marks are unknown", () => {
        const unmarked = table([{ name: "phone", parameters: { personal: UNKNOWN } }]);
        const verdicts = judgeStack(lfSensitiveTablesFiltered, [unmarked, grant(whole)]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.not.have.lengthOf(0);
    });
});

describe("lf-location-registered", () => {
    const message = (name: string) => [
        `Bucket "${name}" is a zone of the lake, but not registered: IAM alone decides who reads it.`,
    ];

    it("refuses a zone that nothing registers", () => {
        expect(refused(lfLocationRegistered, [bucket()])).to.deep.equal(message("curated"));
        const other = bucket({ "lakefront:tier": "raw" }, "raw");
        expect(
            refused(lfLocationRegistered, [bucket(), other, location("arn:aws:s3:::lake-raw", [other])]),
        ).to.deep.equal(message("curated"));
    });
    it("accepts a registration of the bucket or of a prefix in it", () => {
        for (const arn of ["arn:aws:s3:::lake-curated", "arn:aws:s3:::lake-curated/contacts", UNKNOWN]) {
            expect(refused(lfLocationRegistered, [bucket(), location(arn, [bucket()])]), arn).to.deep.equal([]);
        }
        expect(refused(lfLocationRegistered, [bucket(), location("arn:aws:s3:::lake-curated/a")])).to.deep.equal([]);
    });
    it("asks nothing of buckets without the tag, of results, or of zones that the setting leaves out", () => {
        expect(refused(lfLocationRegistered, [bucket({})])).to.deep.equal([]);
        expect(refused(lfLocationRegistered, [bucket({ "lakefront:tier": "results" })])).to.deep.equal([]);
        expect(refused(lfLocationRegistered, [bucket()], { zones: ["raw"] })).to.deep.equal([]);
        expect(refused(lfLocationRegistered, [bucket()], { zoneTag: "" })).to.deep.equal([]);
        expect(refused(lfLocationRegistered, [bucket({ zone: "gold" })], { zoneTag: "zone" })).to.deep.equal(
            message("curated"),
        );
    });
    it("asks nothing of a copy that objects are replicated to", () => {
        const replication = (arn: string) =>
            resource("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "copy", {
                rules: [{ destination: { bucket: arn } }],
            });
        const copy = replication("arn:aws:s3:::lake-curated");
        expect(refused(lfLocationRegistered, [bucket(), copy])).to.deep.equal([]);
        const other = replication("arn:aws:s3:::elsewhere");
        expect(refused(lfLocationRegistered, [bucket(), other])).to.deep.equal(message("curated"));
        expect(awaited(judgeStack(lfLocationRegistered, [bucket(), replication(UNKNOWN)]))).to.not.have.lengthOf(0);
    });
    it("waits while the tags are unknown", () => {
        const verdicts = judgeStack(lfLocationRegistered, [bucket(UNKNOWN)]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["tags.lakefront:tier"]);
    });
});

describe("lf-databases-tagged", () => {
    const database = resource("aws:glue/catalogDatabase:CatalogDatabase", "catalog", { name: "lake" });
    const one = (props: Props, of: readonly RawStackResource[] = []) =>
        resource("aws:lakeformation/resourceLfTag:ResourceLfTag", "t", props, { database: of });
    const untagged = ['Database "catalog" carries no LF-tag domain.'];

    it("refuses a database without the tag, and one that carries another", () => {
        expect(refused(lfDatabasesTagged, [database])).to.deep.equal(untagged);
        const other = one({ database: { name: "lake" }, lfTag: { key: "owner", value: "x" } });
        expect(refused(lfDatabasesTagged, [database, other])).to.deep.equal(untagged);
        const elsewhere = one({ database: { name: "other" }, lfTag: { key: "domain", value: "x" } });
        expect(refused(lfDatabasesTagged, [database, elsewhere])).to.deep.equal(untagged);
    });
    it("accepts the tag by either resource, by name or by dependency", () => {
        expect(
            refused(lfDatabasesTagged, [database, one({ database: { name: "lake" }, lfTag: { key: "domain" } })]),
        ).to.deep.equal([]);
        const unnamed = one({ database: { name: UNKNOWN }, lfTag: { key: "domain" } }, [database]);
        expect(refused(lfDatabasesTagged, [database, unnamed])).to.deep.equal([]);
        const several = resource("aws:lakeformation/resourceLfTags:ResourceLfTags", "t", {
            database: { name: "lake" },
            lfTags: [{ key: "owner" }, { key: "domain" }],
        });
        expect(refused(lfDatabasesTagged, [database, several])).to.deep.equal([]);
    });
    it("asks nothing of a link, or where the setting names no tag", () => {
        const link = resource(database.type, "link", { name: "link", targetDatabase: { catalogId: "1" } });
        expect(refused(lfDatabasesTagged, [link])).to.deep.equal([]);
        expect(refused(lfDatabasesTagged, [database], { tagKey: "" })).to.deep.equal([]);
    });
    it("refuses a grant to attach every value of a tag", () => {
        const grant = (values: readonly string[]) =>
            resource(GRANT, "g", { permissions: ["ASSOCIATE"], lfTag: { key: "domain", values } });
        expect(refused(lfDatabasesTagged, [grant(["*"])])).to.deep.equal([
            "ASSOCIATE is granted on every value of an LF-tag.",
        ]);
        expect(refused(lfDatabasesTagged, [grant(["contact"])])).to.deep.equal([]);
    });
});

describe("glue-crawler-uses-lf", () => {
    const crawler = (path: string, uses?: boolean) =>
        resource("aws:glue/crawler:Crawler", "crawler", {
            s3Targets: [{ path }],
            ...(uses === undefined ? {} : { lakeFormationConfiguration: { useLakeFormationCredentials: uses } }),
        });
    const registered = location("arn:aws:s3:::lake-curated/contacts");
    const own = [
        'Crawler "crawler" reads a registered location as its own role: useLakeFormationCredentials is not true.',
    ];

    it("refuses a crawler that reads a registered location as itself", () => {
        for (const path of ["s3://lake-curated/contacts", "s3://lake-curated/contacts/2026/", "s3://lake-curated"]) {
            expect(refused(glueCrawlerUsesLf, [registered, crawler(path)]), path).to.deep.equal(own);
        }
        expect(refused(glueCrawlerUsesLf, [registered, crawler("s3://lake-curated", false)])).to.deep.equal(own);
    });
    it("accepts Lake Formation's credentials, and locations that are not registered", () => {
        expect(refused(glueCrawlerUsesLf, [registered, crawler("s3://lake-curated", true)])).to.deep.equal([]);
        expect(refused(glueCrawlerUsesLf, [registered, crawler("s3://lake-curated/agents")])).to.deep.equal([]);
        expect(refused(glueCrawlerUsesLf, [crawler("s3://lake-curated")])).to.deep.equal([]);
    });
    it("waits while the location is unknown", () => {
        const verdicts = judgeStack(glueCrawlerUsesLf, [location(UNKNOWN), crawler("s3://lake-curated")]);
        expect(violations(verdicts)).to.deep.equal([]);
        expect(awaited(verdicts)).to.deep.equal(["arn"]);
    });
});
