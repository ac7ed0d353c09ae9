import type * as pulumi from "@pulumi/pulumi";
import type { PlaceArgs } from "../account";

/** What every component takes that makes resources of its own. */
export interface ComponentArgs extends PlaceArgs {
    /** Tags of every child that takes tags. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** How people learn of what a component's functions do. */
export interface OperationArgs {
    /** ARN of the SNS topic that alarms tell, for example that of an AlarmTopic. */
    alarmTopicArn: pulumi.Input<string>;
    /** Days for which logs are kept, one of the values that CloudWatch Logs knows. Default: 365. */
    logRetentionDays?: number;
}
