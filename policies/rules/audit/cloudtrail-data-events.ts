import type * as aws from "@pulumi/aws";
import type { Properties } from "../../lib/properties";
import { providerDefaults } from "../../lib/provider-defaults";
import type { Remedy } from "../../lib/remedy";
import { type Resource, stackRule } from "../../lib/rule";
import { flag, texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { dataEventsOf } from "../../lib/trail-events";
import { anyOf, isUnknown } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.cloudtrail.TrailArgs;

const objects = "AWS::S3::Object";

/**
 * The trails of a stack are judged together: who pays for data events often keeps them in a trail of their own, beside the
 * one for management events.
 */
export const cloudtrailDataEvents = stackRule({
    name: "cloudtrail-data-events",
    group: "audit",
    description: "The CloudTrail trails of a stack record who reads and who writes the lake's data.",
    severity: "medium",
    anchors: { cis: ["3.8", "3.9"], trivy: ["AWS-0171", "AWS-0172"] },
    remediationSteps:
        "Give a trail an entry in eventSelectors with readWriteType All and dataResources of the type, or one in advancedEventSelectors with eventCategory Data and resources.type.",
    url: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html",
    types: types.trail,
    settings: {
        resourceTypes: texts(
            "Types of resources, as CloudTrail names them, such as AWS::Lambda::Function or AWS::DynamoDB::Table, whose data events are to be recorded.",
            [objects],
        ),
        managedElsewhere: flag("Data events are recorded by a trail of another stack.", false),
        bucketArns: texts("ARNs of the buckets whose objects' events the remedy adds; without one it adds none."),
    },
    judge: (stack, { resourceTypes, managedElsewhere }) => {
        const trails = stack.ofTypes<Shape>(types.trail);
        const [first] = trails;
        return first === undefined || managedElsewhere
            ? []
            : resourceTypes.flatMap((type) => judgeType(type, trails, first.urn));
    },
    remedy: ({ props }: Resource<Shape>, { resourceTypes, bucketArns }) =>
        resourceTypes.includes(objects) ? addObjectEvents(props, bucketArns) : {},
});

function judgeType(type: string, trails: readonly Resource<Shape>[], urn: string): readonly Verdict[] {
    const events = trails.flatMap(({ props }) => dataEventsOf(props, type));
    return [
        ...check(
            anyOf(...events.map(({ reads }) => reads)),
            `No trail of the stack records who reads: data events of ${type}.`,
            urn,
        ),
        ...check(
            anyOf(...events.map(({ writes }) => writes)),
            `No trail of the stack records who writes: data events of ${type}.`,
            urn,
        ),
    ];
}

/**
 * Only a trail without selectors is certain to record too little by itself, and without any selector it records management
 * events, which the first one must not switch off.
 */
function addObjectEvents(props: Properties<Shape>, bucketArns: readonly string[]): Remedy {
    const given = [props.get("eventSelectors"), props.get("advancedEventSelectors")];
    if (bucketArns.length === 0 || given.some((value) => isUnknown(value) || isFilled(value))) {
        return {};
    }
    const { includeManagementEvents, readWriteType } = providerDefaults.trail;
    const dataResources = [{ type: objects, values: bucketArns.map((arn) => `${arn}/`) }];
    return { eventSelectors: [{ includeManagementEvents, readWriteType, dataResources }] };
}

const isFilled = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
