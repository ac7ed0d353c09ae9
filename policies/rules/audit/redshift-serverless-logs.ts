import type * as aws from "@pulumi/aws";
import { requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown } from "../../lib/truth";

export const redshiftServerlessLogs = requirementRule({
    name: "redshift-serverless-logs",
    group: "audit",
    description: "Redshift Serverless namespaces export who connects and how users change.",
    severity: "medium",
    anchors: { fsbp: ["RedshiftServerless.6"] },
    remediationSteps: "Set logExports to connectionlog and userlog, and useractivitylog where statements matter.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/redshiftserverless-controls.html#redshiftserverless-6",
    types: types.redshiftServerlessNamespace,
    settings: {
        logs: texts("Logs to export, among connectionlog, userlog and useractivitylog.", ["connectionlog", "userlog"]),
    },
    requires: ({ props }: Resource<aws.redshiftserverless.NamespaceArgs>, { logs }) => {
        const exported = props.texts("logExports");
        const missing = logs.filter((log) => !exported.includes(log));
        return logs.map((log) => ({
            kept: anyOf(...exported.map((each) => isOneOf(each, [log]))),
            otherwise: `logExports does not hold ${log}.`,
            ...(!exported.some(isUnknown) && { remedy: { logExports: [...exported, ...missing] } }),
        }));
    },
});
