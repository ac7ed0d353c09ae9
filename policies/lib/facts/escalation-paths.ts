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
 * Ways to gain permissions that Prowler's check knew in August 2026
 * (https://github.com/prowler-cloud/prowler, iam_policy_allows_privilege_escalation), which gathers them from Rhino Security
 * Labs, Bishop Fox and pathfinding.cloud. Left out are paths that hold another one, and those that only start what stands
 * ready.
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
    ...path(
        "lifting permissions boundaries",
        "iam:DeleteUserPermissionsBoundary",
        "iam:DeleteRolePermissionsBoundary+sts:AssumeRole",
    ),
    ...path("acting as other users", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"),
    ...path("taking over roles", "iam:UpdateAssumeRolePolicy"),
    ...path(
        "running code as any role",
        "iam:PassRole+apprunner:CreateService",
        "iam:PassRole+autoscaling:CreateLaunchConfiguration+autoscaling:CreateAutoScalingGroup",
        "iam:PassRole+autoscaling:CreateLaunchConfiguration+autoscaling:UpdateAutoScalingGroup",
        "iam:PassRole+batch:RegisterJobDefinition+batch:SubmitJob",
        "iam:PassRole+braket:CreateJob",
        "iam:PassRole+cloudformation:CreateStack",
        "iam:PassRole+cloudformation:CreateStackSet+cloudformation:CreateStackInstances",
        "iam:PassRole+cloudformation:UpdateStackSet",
        "iam:PassRole+codebuild:CreateProject+codebuild:StartBuild",
        "iam:PassRole+codebuild:CreateProject+codebuild:StartBuildBatch",
        "iam:PassRole+cognito-identity:SetIdentityPoolRoles",
        "iam:PassRole+datapipeline:CreatePipeline+datapipeline:PutPipelineDefinition+datapipeline:ActivatePipeline",
        "iam:PassRole+ec2:RequestSpotInstances",
        "iam:PassRole+ec2:RunInstances",
        "iam:PassRole+ecs:RegisterTaskDefinition+ecs:CreateService",
        "iam:PassRole+ecs:RunTask",
        "iam:PassRole+ecs:StartTask",
        "iam:PassRole+elasticmapreduce:RunJobFlow",
        "iam:PassRole+emr-serverless:CreateApplication+emr-serverless:StartJobRun",
        "iam:PassRole+gamelift:CreateBuild+gamelift:CreateFleet+gamelift:RequestUploadCredentials",
        "iam:PassRole+glue:CreateDevEndpoint",
        "iam:PassRole+glue:CreateJob+glue:CreateTrigger",
        "iam:PassRole+glue:CreateJob+glue:StartJobRun",
        "iam:PassRole+glue:CreateSession+glue:RunStatement",
        "iam:PassRole+glue:UpdateJob+glue:CreateTrigger",
        "iam:PassRole+glue:UpdateJob+glue:StartJobRun",
        "iam:PassRole+imagebuilder:CreateComponent+imagebuilder:CreateImageRecipe+imagebuilder:CreateInfrastructureConfiguration+imagebuilder:CreateImage",
        "iam:PassRole+kinesisanalytics:CreateApplication+kinesisanalytics:StartApplication",
        "iam:PassRole+lambda:CreateFunction+lambda:AddPermission",
        "iam:PassRole+lambda:CreateFunction+lambda:CreateEventSourceMapping",
        "iam:PassRole+lambda:CreateFunction+lambda:InvokeFunction",
        "iam:PassRole+omics:CreateWorkflow+omics:StartRun+s3:GetObject",
        "iam:PassRole+sagemaker:CreateNotebookInstance",
        "iam:PassRole+sagemaker:CreateProcessingJob",
        "iam:PassRole+sagemaker:CreateTrainingJob",
        "iam:PassRole+scheduler:CreateSchedule",
        "iam:PassRole+ssm:CreateDocument+ssm:StartAutomationExecution",
        "iam:PassRole+states:CreateStateMachine+states:StartExecution",
    ),
    ...path(
        "running code as roles that are in use",
        "apprunner:UpdateService",
        "bedrock-agentcore:InvokeAgentRuntimeCommand",
        "bedrock-agentcore:StartBrowserSession+bedrock-agentcore:ConnectBrowserAutomationStream",
        "bedrock-agentcore:StartCodeInterpreterSession+bedrock-agentcore:InvokeCodeInterpreter",
        "cloudformation:CreateChangeSet+cloudformation:ExecuteChangeSet",
        "cloudformation:UpdateStack",
        "codedeploy:CreateDeployment+codedeploy:RegisterApplicationRevision+codedeploy:GetDeploymentConfig",
        "ec2-instance-connect:SendSSHPublicKey+ec2:DescribeInstances",
        "ec2:CreateLaunchTemplateVersion+ec2:ModifyLaunchTemplate",
        "ec2:ModifyInstanceAttribute+ec2:StopInstances+ec2:StartInstances",
        "ecs:ExecuteCommand+ecs:DescribeTasks",
        "glue:UpdateDevEndpoint",
        "lambda:UpdateFunctionCode",
        "lambda:UpdateFunctionConfiguration",
        "sagemaker:CreateNotebookInstanceLifecycleConfig+sagemaker:StopNotebookInstance+sagemaker:UpdateNotebookInstance+sagemaker:StartNotebookInstance",
        "sagemaker:CreatePresignedNotebookInstanceUrl",
        "ssm:SendCommand",
        "ssm:StartSession",
        "states:UpdateStateMachine+states:StartExecution",
    ),
];
