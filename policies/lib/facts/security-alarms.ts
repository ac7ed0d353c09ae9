/** One kind of event that section 4 of the benchmark has watched. */
export interface SecurityAlarm {
    /** Its number in the CIS AWS Foundations Benchmark v5.0. */
    readonly control: string;
    /** What the filter finds, as the subject of a message. */
    readonly finds: string;
    /** What the filter's pattern has to hold: field names and values, among others. */
    readonly marks: readonly string[];
}

/**
 * Controls 4.1 to 4.15 of the CIS AWS Foundations Benchmark v5.0.0 (March 2025), by the values that their metric filters
 * look for (https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html, read in August 2026).
 */
export const securityAlarms: readonly SecurityAlarm[] = [
    { control: "4.1", finds: "API calls that were not authorized", marks: ["UnauthorizedOperation", "AccessDenied"] },
    { control: "4.2", finds: "sign-ins to the console without MFA", marks: ["ConsoleLogin", "MFAUsed"] },
    { control: "4.3", finds: "use of the root user", marks: ["userIdentity.type", "Root"] },
    {
        control: "4.4",
        finds: "changes of IAM policies",
        marks: ["PutRolePolicy", "PutUserPolicy", "CreatePolicy", "AttachRolePolicy", "DetachRolePolicy"],
    },
    {
        control: "4.5",
        finds: "changes of CloudTrail",
        marks: ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"],
    },
    { control: "4.6", finds: "failed sign-ins to the console", marks: ["ConsoleLogin", "Failed authentication"] },
    { control: "4.7", finds: "disabling or deletion of KMS keys", marks: ["DisableKey", "ScheduleKeyDeletion"] },
    {
        control: "4.8",
        finds: "changes of bucket policies",
        marks: ["PutBucketPolicy", "DeleteBucketPolicy", "PutBucketAcl"],
    },
    {
        control: "4.9",
        finds: "changes of AWS Config",
        marks: ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutConfigurationRecorder"],
    },
    {
        control: "4.10",
        finds: "changes of security groups",
        marks: ["AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "CreateSecurityGroup"],
    },
    {
        control: "4.11",
        finds: "changes of network ACLs",
        marks: ["CreateNetworkAcl", "DeleteNetworkAcl", "ReplaceNetworkAclEntry"],
    },
    {
        control: "4.12",
        finds: "changes of network gateways",
        marks: ["CreateCustomerGateway", "AttachInternetGateway", "DetachInternetGateway"],
    },
    { control: "4.13", finds: "changes of route tables", marks: ["CreateRoute", "ReplaceRoute", "DeleteRoute"] },
    { control: "4.14", finds: "changes of VPCs", marks: ["CreateVpc", "DeleteVpc", "ModifyVpcAttribute"] },
    { control: "4.15", finds: "changes of the organisation", marks: ["organizations.amazonaws.com"] },
];
