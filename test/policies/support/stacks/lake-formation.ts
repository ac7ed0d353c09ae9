import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const settings = "aws:lakeformation/dataLakeSettings:DataLakeSettings";
const grant = "aws:lakeformation/permissions:Permissions";
const registration = "aws:lakeformation/resource:Resource";
const tag = "aws:lakeformation/resourceLfTag:ResourceLfTag";
const database = "aws:glue/catalogDatabase:CatalogDatabase";
const table = "aws:glue/catalogTable:CatalogTable";
const crawler = "aws:glue/crawler:Crawler";
const bucket = "aws:s3/bucket:Bucket";
const bucketPolicy = "aws:s3/bucketPolicy:BucketPolicy";
const role = "aws:iam/role:Role";
const rolePolicy = "aws:iam/rolePolicy:RolePolicy";

export const lakeFormation: CompliantStack = {
    types: [settings, grant, registration, tag, database, table, crawler, bucket, bucketPolicy, role, rolePolicy],
    build: (props) => {
        const curated = resource(bucket, "curated", props(bucket));
        const catalog = resource(database, "catalog", props(database));
        const contacts = resource(table, "contacts", props(table), { databaseName: [catalog] });
        const delivery = resource(role, "delivery", props(role));
        const registers = resource(role, "registration", { name: "registration", arn: "arn:aws:iam::1:role/r" });
        return [
            curated,
            catalog,
            contacts,
            delivery,
            registers,
            resource(settings, "settings", props(settings)),
            resource(registration, "curated", props(registration), { arn: [curated], roleArn: [registers] }),
            resource(bucketPolicy, "curated", props(bucketPolicy), { bucket: [curated] }),
            resource(rolePolicy, "delivery", props(rolePolicy), { role: [delivery] }),
            resource(tag, "domain", props(tag), { database: [catalog] }),
            resource(grant, "analysts", props(grant), { tableWithColumns: [contacts] }),
            resource(crawler, "crawler", props(crawler), { s3Targets: [curated] }),
        ];
    },
};
