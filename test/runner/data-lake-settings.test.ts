import * as aws from "@pulumi/aws";
import { expect } from "chai";
import { evaluateProgram } from "../support/evaluate";

const ADMIN = "arn:aws:iam::111122223333:role/lake-admin";
const { getDataLakeSettingsOutput } = aws.lakeformation;

describe("modelled AWS: Lake Formation's settings", () => {
    it("are a fresh account's, with all left to IAM, until the program puts its own", async () => {
        const { outputs } = await evaluateProgram(() => {
            const before = getDataLakeSettingsOutput();
            const settings = new aws.lakeformation.DataLakeSettings("settings", {
                admins: before.admins.apply((there) => [...there, ADMIN]),
                parameters: { CROSS_ACCOUNT_VERSION: "4" },
            });
            return { before, after: getDataLakeSettingsOutput({}, { dependsOn: [settings] }) };
        });
        const everyone = [{ permissions: ["ALL"], principal: "IAM_ALLOWED_PRINCIPALS" }];
        expect(outputs.before).to.deep.include({
            admins: [],
            createDatabaseDefaultPermissions: everyone,
            createTableDefaultPermissions: everyone,
            parameters: { CROSS_ACCOUNT_VERSION: "1", SET_CONTEXT: "TRUE" },
        });
        expect(outputs.after).to.deep.include({
            admins: [ADMIN],
            createDatabaseDefaultPermissions: [],
            createTableDefaultPermissions: [],
            parameters: { CROSS_ACCOUNT_VERSION: "4", SET_CONTEXT: "TRUE" },
        });
    });

    it("are each region's own", async () => {
        const { outputs } = await evaluateProgram(
            () => {
                const settings = new aws.lakeformation.DataLakeSettings("settings", { admins: [ADMIN] });
                const admins = (region: string) =>
                    getDataLakeSettingsOutput({ region }, { dependsOn: [settings] }).admins;
                return { here: admins("eu-west-1"), there: admins("eu-central-1") };
            },
            { config: { "aws:region": "eu-west-1" } },
        );
        expect(outputs).to.deep.equal({ here: [ADMIN], there: [] });
    });

    it("don't outlive the evaluation", async () => {
        await evaluateProgram(() => void new aws.lakeformation.DataLakeSettings("settings", { admins: [ADMIN] }));
        const { outputs } = await evaluateProgram(() => ({ admins: getDataLakeSettingsOutput().admins }));
        expect(outputs).to.deep.equal({ admins: [] });
    });
});
