import { glueVersionSupported } from "../../../../policies/rules/resilience/glue-version-supported";
import { lambdaCodeSigning } from "../../../../policies/rules/resilience/lambda-code-signing";
import { lambdaRuntimeSupported } from "../../../../policies/rules/resilience/lambda-runtime-supported";
import { sagemakerNotebookHardening } from "../../../../policies/rules/resilience/sagemaker-notebook-hardening";
import { describeRule } from "../../support/describe-rule";

describeRule({
    rule: lambdaRuntimeSupported,
    type: "aws:lambda/function:Function",
    refuses: [
        {
            when: "a runtime that is deprecated",
            set: { runtime: "nodejs16.x" },
            says: ["runtime is none of those that are supported: it gets no security updates."],
        },
    ],
    accepts: [
        { when: "an image", set: { runtime: undefined, packageType: "Image" } },
        { when: "an older runtime that still is supported", set: { runtime: "python3.11" } },
        { when: "a runtime of the setting", set: { runtime: "go2.x" }, settings: { runtimes: ["go2.x"] } },
    ],
    defersOn: ["runtime"],
});

const unsigned = "codeSigningConfigArn is not set: code that nobody signed may run.";
const codeSigningConfigArn = "arn:aws:lambda:us-east-1:111122223333:code-signing-config:csc-2";

describeRule({
    rule: lambdaCodeSigning,
    type: "aws:lambda/function:Function",
    settings: { tag: "Signed=yes" },
    refuses: [
        { when: "a tagged function without it", set: { codeSigningConfigArn: undefined }, says: [unsigned] },
        {
            when: "any function without it where the setting asks for it",
            set: { codeSigningConfigArn: undefined, tags: undefined },
            settings: { everyFunction: true },
            says: [unsigned],
        },
    ],
    accepts: [
        { when: "a function without the tag", set: { codeSigningConfigArn: undefined, tags: undefined } },
        { when: "an image", set: { codeSigningConfigArn: undefined, packageType: "Image" } },
    ],
    needsOnlyPresenceOf: ["codeSigningConfigArn"],
    mends: [
        {
            when: "a function without it",
            set: { codeSigningConfigArn: undefined },
            settings: { tag: "Signed", codeSigningConfigArn },
        },
    ],
    leaves: [{ when: "a function without it, with none configured", set: { codeSigningConfigArn: undefined } }],
});

describeRule({
    rule: glueVersionSupported,
    type: "aws:glue/job:Job",
    refuses: [
        { when: "an old version", set: { glueVersion: "2.0" }, says: ["glueVersion is older than 3.0."] },
        {
            when: "an older one than the setting's",
            set: { glueVersion: "9.0" },
            settings: { minVersion: "10.0" },
            says: ["glueVersion is older than 10.0."],
        },
        {
            when: "no version",
            set: { glueVersion: undefined },
            says: ["glueVersion is not set: the service chooses one, and it changes."],
        },
        {
            when: "no version of a job that names no command",
            set: { glueVersion: undefined, "command.name": undefined },
            says: ["glueVersion is not set: the service chooses one, and it changes."],
        },
    ],
    accepts: [{ when: "a Python shell", set: { glueVersion: "1.0", "command.name": "pythonshell" } }],
    defersOn: ["glueVersion"],
});

describeRule({
    rule: sagemakerNotebookHardening,
    type: "aws:sagemaker/notebookInstance:NotebookInstance",
    refuses: [
        {
            when: "root access, the provider's default",
            set: { rootAccess: undefined },
            says: ["rootAccess is not Disabled: users can change the machine itself."],
        },
        {
            when: "the older metadata service",
            set: { instanceMetadataServiceConfiguration: undefined },
            says: [
                "instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion is not 2: a forged request can read the role's credentials.",
            ],
        },
        {
            when: "an old platform",
            set: { platformIdentifier: "notebook-al2-v1" },
            says: ["platformIdentifier is none of those that are supported: it gets no security updates."],
        },
    ],
    accepts: [
        { when: "the platform that is the default", set: { platformIdentifier: undefined } },
        {
            when: "a platform of the setting",
            set: { platformIdentifier: "notebook-al2-v1" },
            settings: { platforms: ["notebook-al2-v1"] },
        },
    ],
    defersOn: ["rootAccess", "instanceMetadataServiceConfiguration", "platformIdentifier"],
    mends: [
        { when: "no metadata settings", set: { instanceMetadataServiceConfiguration: undefined } },
        {
            when: "root access on an old platform",
            set: { rootAccess: "Enabled", platformIdentifier: "notebook-al1-v1" },
        },
    ],
});
describeRule({
    rule: sagemakerNotebookHardening,
    type: "aws:sagemaker/model:Model",
    refuses: [
        {
            when: "a model with a network",
            set: { enableNetworkIsolation: undefined },
            says: ["enableNetworkIsolation is not true: the model's code can send data away."],
        },
    ],
    defersOn: ["enableNetworkIsolation"],
    mends: [{ when: "a model with a network", set: { enableNetworkIsolation: false } }],
});
