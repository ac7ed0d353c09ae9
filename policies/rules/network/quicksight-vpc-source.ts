import type * as aws from "@pulumi/aws";
import { manualRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, not } from "../../lib/truth";

export const quicksightVpcSource = manualRule({
    name: "quicksight-vpc-source",
    group: "network",
    description: "QuickSight reaches warehouses and databases through a VPC connection.",
    severity: "low",
    anchors: {},
    remediationSteps: "Set vpcConnectionProperties.vpcConnectionArn.",
    url: "https://docs.aws.amazon.com/quicksight/latest/user/working-with-aws-vpc.html",
    types: types.quickSightDataSource,
    settings: {
        types: texts("Types of data sources that stand in a VPC.", [
            "AURORA",
            "AURORA_POSTGRESQL",
            "MARIADB",
            "MYSQL",
            "ORACLE",
            "POSTGRESQL",
            "RDS",
            "REDSHIFT",
            "SQLSERVER",
        ]),
    },
    requires: ({ props }: Resource<aws.quicksight.DataSourceArgs>, settings) => [
        {
            kept: anyOf(not(isOneOf(props.text("type"), settings.types)), props.has("vpcConnectionProperties")),
            otherwise:
                "vpcConnectionProperties is not set: the source has to be open to QuickSight's public addresses.",
        },
    ],
});
