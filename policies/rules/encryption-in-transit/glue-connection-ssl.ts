import type * as aws from "@pulumi/aws";
import { providerDefaults } from "../../lib/provider-defaults";
import { type Resource, resourceRule } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { allOf, isOneOf, not } from "../../lib/truth";
import { check } from "../../lib/verdict";

/**
 * JDBC and MongoDB connections take plain text unless told otherwise, Kafka ones TLS unless told otherwise
 * (https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html).
 */
export const glueConnectionSsl = resourceRule({
    name: "glue-connection-ssl",
    group: "encryption-in-transit",
    description: "Glue connections to databases and Kafka use TLS, and take their credentials from a secret.",
    severity: "high",
    anchors: { prowler: ["glue_database_connections_ssl_enabled"] },
    remediationSteps:
        "Set JDBC_ENFORCE_SSL to true (for Kafka, do not set KAFKA_SSL_ENABLED to false) and SECRET_ID instead of PASSWORD in connectionProperties.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/connection-properties.html",
    types: types.glueConnection,
    judge: ({ props }: Resource<aws.glue.ConnectionArgs>) => {
        const type = props.text("connectionType") ?? providerDefaults.glueConnection.connectionType;
        const connection = props.child("connectionProperties");
        const plainDatabase = allOf(
            isOneOf(type, ["JDBC", "MONGODB"]),
            not(isOneOf(connection.flag("JDBC_ENFORCE_SSL"), [true])),
        );
        const plainKafka = allOf(isOneOf(type, ["KAFKA"]), isOneOf(connection.flag("KAFKA_SSL_ENABLED"), [false]));
        return [
            ...check(not(plainDatabase), "JDBC_ENFORCE_SSL is not true."),
            ...check(not(plainKafka), "KAFKA_SSL_ENABLED is false."),
            ...check(
                not(connection.has("PASSWORD")),
                "The password stands in connectionProperties: name a secret by SECRET_ID.",
            ),
        ];
    },
});
