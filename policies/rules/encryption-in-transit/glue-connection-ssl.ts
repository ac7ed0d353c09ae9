import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf, not } from "../../lib/truth";

/**
 * JDBC and MongoDB connections take plain text unless told otherwise, Kafka ones TLS unless told otherwise
 * (https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html).
 */
export const glueConnectionSsl = requirementRule({
    name: "glue-connection-ssl",
    group: "encryption-in-transit",
    description: "Glue connections to databases and Kafka use TLS, and take their credentials from a secret.",
    severity: "high",
    anchors: { prowler: ["glue_database_connections_ssl_enabled"] },
    remediationSteps:
        "Set JDBC_ENFORCE_SSL to true (for Kafka, do not set KAFKA_SSL_ENABLED to false) and SECRET_ID instead of PASSWORD in connectionProperties.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html",
    types: types.glueConnection,
    requires: ({ props }: Resource<aws.glue.ConnectionArgs>) => {
        const type = props.text("connectionType") ?? providerDefaults.glueConnection.connectionType;
        const connection = props.child("connectionProperties");
        const plainDatabase = allOf(
            isOneOf(type, ["JDBC", "MONGODB"]),
            not(isOneOf(connection.flag("JDBC_ENFORCE_SSL"), [true])),
        );
        const plainKafka = allOf(isOneOf(type, ["KAFKA"]), isOneOf(connection.flag("KAFKA_SSL_ENABLED"), [false]));
        return [
            {
                kept: not(plainDatabase),
                otherwise: "JDBC_ENFORCE_SSL is not true.",
                remedy: { "connectionProperties.JDBC_ENFORCE_SSL": "true" },
            },
            {
                kept: not(plainKafka),
                otherwise: "KAFKA_SSL_ENABLED is false.",
                remedy: { "connectionProperties.KAFKA_SSL_ENABLED": "true" },
            },
            {
                kept: not(connection.has("PASSWORD")),
                otherwise: "The password stands in connectionProperties: name a secret by SECRET_ID.",
            },
        ];
    },
});
