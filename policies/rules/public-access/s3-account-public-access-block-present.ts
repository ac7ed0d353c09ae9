import { foundationSettings, isFoundation } from "../../lib/foundation-stack";
import { stackRule } from "../../lib/rule";
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
    settings: foundationSettings,
    judge: (stack, { stacks }) =>
        check(
            !isFoundation(stack, stacks) || stack.ofTypes(types.accountPublicAccessBlock).length > 0,
            "The stack declares no AccountPublicAccessBlock.",
        ),
});
