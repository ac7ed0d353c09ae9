import type * as aws from "@pulumi/aws";
import { stackRule } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import type { Join } from "../../lib/stack-graph";
import { types } from "../../lib/tokens";
import { allOf, anyOf, isOneOf, Unknown } from "../../lib/truth";
import { check } from "../../lib/verdict";

const storageOfInstance: Join = {
    from: types.connectStorage,
    property: "instanceId",
    to: types.connectInstance,
    names: ["id"],
};

export const connectStorageComplete = stackRule({
    name: "connect-storage-complete",
    group: "audit",
    description: "Amazon Connect instances keep recordings, transcripts, reports and contact records.",
    severity: "low",
    anchors: {},
    remediationSteps: "Declare a connect.InstanceStorageConfig of the resourceType for the instance.",
    url: "https://docs.aws.amazon.com/connect/latest/adminguide/update-instance-settings.html",
    types: [...types.connectInstance, ...types.connectStorage],
    settings: {
        resourceTypes: texts("What is to be kept, as Connect names it.", [
            "CALL_RECORDINGS",
            "CHAT_TRANSCRIPTS",
            "SCHEDULED_REPORTS",
            "CONTACT_TRACE_RECORDS",
        ]),
        managedElsewhere: flag("Storage is configured in another stack.", false),
    },
    judge: (stack, { resourceTypes, managedElsewhere }) =>
        managedElsewhere
            ? []
            : stack.ofTypes<aws.connect.InstanceArgs>(types.connectInstance).flatMap((instance) => {
                  const configs = stack.attachedTo<aws.connect.InstanceStorageConfigArgs>(instance, storageOfInstance);
                  return resourceTypes.flatMap((resourceType) =>
                      check(
                          anyOf(
                              ...configs.map(({ resource, certain }) =>
                                  allOf(
                                      certain || new Unknown(["instanceId"]),
                                      isOneOf(resource.props.text("resourceType"), [resourceType]),
                                  ),
                              ),
                          ),
                          `Instance "${instance.name}" has no storage for ${resourceType}.`,
                          instance.urn,
                      ),
                  );
              }),
});
