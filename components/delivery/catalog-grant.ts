import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ServiceRole } from "../support/service-role";
import type { DeliverySpec } from "./delivery-stream";

/**
 * Lets the delivery stream's role read the table's columns where Lake Formation decides about the catalogue. Firehose
 * calls `glue:GetTable` as soon as the delivery stream is created, and is refused without a grant of DESCRIBE
 * (https://github.com/aws-solutions-library-samples/guidance-for-claude-code-with-amazon-bedrock/issues/379). The role
 * writes objects by IAM and gets no grant on data.
 */
export function grantCatalog(
    name: string,
    args: Pick<DeliverySpec, "governedByLakeFormation" | "databaseName" | "tableName">,
    role: ServiceRole,
    opts: pulumi.CustomResourceOptions,
): aws.lakeformation.Permissions[] {
    if (!args.governedByLakeFormation) return [];
    return [
        new aws.lakeformation.Permissions(
            `${name}-catalog-grant`,
            {
                principal: role.arn,
                permissions: ["DESCRIBE"],
                table: { databaseName: args.databaseName, name: args.tableName },
            },
            // Granted again before the old grant is revoked, the permission would be gone afterwards.
            { ...opts, deleteBeforeReplace: true },
        ),
    ];
}
