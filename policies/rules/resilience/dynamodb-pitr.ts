import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { types } from "../../lib/tokens";
import { isOneOf } from "../../lib/truth";

const replicas: readonly string[] = types.dynamodbTableReplica;

type Shape = Pick<aws.dynamodb.TableArgs, "pointInTimeRecovery" | "replicas">;

export const dynamodbPitr = requirementRule({
    name: "dynamodb-pitr",
    group: "resilience",
    description: "DynamoDB tables, and each of their replicas, can be restored to any point in time.",
    severity: "medium",
    anchors: {
        config: ["dynamodb-pitr-enabled"],
        fsbp: ["DynamoDB.2"],
        checkov: ["CKV_AWS_28"],
        trivy: ["AWS-0024"],
        cdkNag: ["AwsSolutions-DDB3"],
    },
    remediationSteps:
        "Set pointInTimeRecovery.enabled to true on the table, and pointInTimeRecovery on each of replicas and on a TableReplica.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html#dynamodb-2",
    types: [...types.dynamodbTable, ...types.dynamodbTableReplica],
    requires: ({ type, props }: Resource<Shape>) =>
        replicas.includes(type)
            ? [
                  {
                      kept: isOneOf(props.flag("pointInTimeRecovery"), [true]),
                      otherwise: "pointInTimeRecovery of the replica is not true: it has no continuous backups.",
                      remedy: { pointInTimeRecovery: true },
                  },
              ]
            : [
                  {
                      kept: isOneOf(props.child("pointInTimeRecovery").flag("enabled"), [true]),
                      otherwise: "pointInTimeRecovery.enabled is not true: the table has no continuous backups.",
                      remedy: { "pointInTimeRecovery.enabled": true },
                  },
                  ...props.each("replicas").map((replica) => {
                      const path = replica.pathTo("pointInTimeRecovery");
                      return {
                          kept: isOneOf(replica.flag("pointInTimeRecovery"), [true]),
                          otherwise: `${path} is not true: the replica has no continuous backups.`,
                          remedy: { [path]: true },
                      };
                  }),
              ],
});
