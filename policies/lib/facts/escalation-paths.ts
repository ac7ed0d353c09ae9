/** Actions that together let whoever may take them, on any resource, gain permissions that they were not given. */
export interface EscalationPath {
    /** In lower case; all of them are needed. */
    readonly actions: readonly string[];
    /** What the path leads to, to end a sentence that begins with "allows". */
    readonly gains: string;
}

const path = (gains: string, ...combinations: readonly string[]): readonly EscalationPath[] =>
    combinations.map((combination) => ({ gains, actions: combination.toLowerCase().split("+") }));

/**
 * Ways to gain permissions, as of August 2026: those that Rhino Security Labs catalogued
 * (https://github.com/RhinoSecurityLabs/AWS-IAM-Privilege-Escalation), with those that Prowler adds
 * (https://github.com/prowler-cloud/prowler, iam_policy_allows_privilege_escalation). A path that holds another one is left
 * out.
 */
export const escalationPaths: readonly EscalationPath[] = [
    ...path(
        "rewriting policies",
        "iam:CreatePolicyVersion",
        "iam:SetDefaultPolicyVersion",
        "iam:PutUserPolicy",
        "iam:PutGroupPolicy",
        "iam:PutRolePolicy",
    ),
    ...path(
        "attaching policies",
        "iam:AttachUserPolicy",
        "iam:AttachGroupPolicy",
        "iam:AttachRolePolicy",
        "iam:AddUserToGroup",
    ),
    ...path("lifting permissions boundaries", "iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"),
    ...path(
        "acting as other users",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:UpdateLoginProfile",
        "iam:CreateServiceSpecificCredential",
    ),
    ...path("taking over roles", "iam:UpdateAssumeRolePolicy+sts:AssumeRole"),
    ...path(
        "running code as any role",
        "iam:PassRole+lambda:CreateFunction+lambda:InvokeFunction",
        "iam:PassRole+lambda:CreateFunction+lambda:CreateEventSourceMapping",
        "iam:PassRole+lambda:CreateFunction+lambda:AddPermission",
        "iam:PassRole+ec2:RunInstances",
        "iam:PassRole+ecs:RegisterTaskDefinition+ecs:RunTask",
        "iam:PassRole+ecs:RegisterTaskDefinition+ecs:StartTask",
        "iam:PassRole+ecs:RegisterTaskDefinition+ecs:CreateService",
        "iam:PassRole+glue:CreateDevEndpoint",
        "iam:PassRole+glue:CreateJob",
        "iam:PassRole+glue:UpdateJob",
        "iam:PassRole+glue:CreateSession+glue:RunStatement",
        "iam:PassRole+sagemaker:CreateNotebookInstance",
        "iam:PassRole+sagemaker:CreateTrainingJob",
        "iam:PassRole+sagemaker:CreateProcessingJob",
        "iam:PassRole+codebuild:CreateProject+codebuild:StartBuild",
        "iam:PassRole+cloudformation:CreateStack",
        "iam:PassRole+cloudformation:CreateStackSet",
        "iam:PassRole+datapipeline:CreatePipeline",
        "iam:PassRole+apprunner:CreateService",
        "iam:PassRole+states:CreateStateMachine+states:StartExecution",
        "iam:PassRole+scheduler:CreateSchedule",
        "iam:PassRole+autoscaling:CreateLaunchConfiguration",
        "iam:PassRole+ssm:StartAutomationExecution",
        "iam:PassRole+bedrock-agentcore:CreateCodeInterpreter+bedrock-agentcore:InvokeCodeInterpreter",
    ),
    ...path(
        "running code as roles that are in use",
        "lambda:UpdateFunctionCode",
        "glue:UpdateDevEndpoint",
        "codebuild:UpdateProject+codebuild:StartBuild",
        "sagemaker:CreatePresignedNotebookInstanceUrl",
        "ssm:SendCommand",
        "ssm:StartSession",
        "ec2-instance-connect:SendSSHPublicKey",
    ),
];
