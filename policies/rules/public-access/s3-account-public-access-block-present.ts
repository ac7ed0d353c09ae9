import { matchesAny } from "../../lib/glob";
import { stackRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { check } from "../../lib/verdict";

export const s3AccountPublicAccessBlockPresent = stackRule({
    name: "s3-account-public-access-block-present",
    group: "public-access",
    description: "The stacks that hold an account's foundation declare its public access block for S3.",
    severity: "high",
    anchors: { fsbp: ["S3.1"] },
    remediationSteps: "Declare s3.AccountPublicAccessBlock in the stack.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-1",
    types: types.accountPublicAccessBlock,
    settings: { stacks: texts("Names of foundation stacks, with * as wildcard; with none given, the rule is idle.") },
    judge: (stack, { stacks }) =>
        check(
            stack.stackName === undefined ||
                !matchesAny(stack.stackName, stacks) ||
                stack.ofTypes(types.accountPublicAccessBlock).length > 0,
            "The stack declares no AccountPublicAccessBlock.",
        ),
});
