import type * as aws from "@pulumi/aws";
import type { Properties } from "./properties";
import { providerDefaults } from "./provider-defaults";
import { allOf, anyOf, isOneOf, isUnknown, not, type Truth, type Unknown } from "./truth";

type Trail = Properties<aws.cloudtrail.TrailArgs>;
type FieldSelectors = readonly Properties<aws.types.input.cloudtrail.TrailAdvancedEventSelectorFieldSelector>[];

const defaults = providerDefaults.trail;

/** Whether a trail records what is done to the account's resources; a trail without selectors records nothing else. */
export function recordsManagementEvents(trail: Trail): Truth {
    const basic = trail.each("eventSelectors");
    const advanced = trail.each("advancedEventSelectors");
    if (basic.length + advanced.length === 0) {
        return true;
    }
    return anyOf(
        ...basic.map((each) => isOneOf(each.flag("includeManagementEvents"), [true], defaults.includeManagementEvents)),
        ...advanced.map((each) => equals(each.each("fieldSelectors"), "eventCategory", "Management")),
    );
}

/** Some of the data events of one type of resource that a trail records. */
export interface DataEvents {
    readonly reads: Truth;
    readonly writes: Truth;
    /** Whether they are of all resources of the type, and not of named ones only. */
    readonly everywhere: Truth;
}

/**
 * The data events of a type that a trail records
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html). An advanced selector
 * that narrows by the names of events records only a part, and counts for nothing.
 * @param type for example `AWS::S3::Object`.
 */
export function dataEventsOf(trail: Trail, type: string): readonly DataEvents[] {
    return [...basicEvents(trail, type), ...advancedEvents(trail, type)];
}

function basicEvents(trail: Trail, type: string): readonly DataEvents[] {
    return trail.each("eventSelectors").flatMap((selector) => {
        const kind = selector.text("readWriteType") ?? defaults.readWriteType;
        return selector.each("dataResources").map((resource) => {
            const isType = isOneOf(resource.text("type"), [type]);
            return {
                reads: allOf(isType, isOneOf(kind, ["All", "ReadOnly"])),
                writes: allOf(isType, isOneOf(kind, ["All", "WriteOnly"])),
                everywhere: anyOf(...resource.texts("values").map(isWholeService)),
            };
        });
    });
}

/** `arn:aws:s3`, `arn:aws:lambda` and `arn:aws:dynamodb` stand for every resource of the service. */
function isWholeService(value: string | Unknown): Truth {
    return isUnknown(value) ? value : /^arn:[^:]+:[^:]+:*$/.test(value);
}

function advancedEvents(trail: Trail, type: string): readonly DataEvents[] {
    return trail.each("advancedEventSelectors").map((selector) => {
        const fields = selector.each("fieldSelectors");
        const mentions = (name: string): Truth => anyOf(...fields.map((field) => isOneOf(field.text("field"), [name])));
        const recorded = allOf(
            equals(fields, "eventCategory", "Data"),
            equals(fields, "resources.type", type),
            not(mentions("eventName")),
        );
        const both = not(mentions("readOnly"));
        return {
            reads: allOf(recorded, anyOf(both, equals(fields, "readOnly", "true"))),
            writes: allOf(recorded, anyOf(both, equals(fields, "readOnly", "false"))),
            everywhere: not(mentions("resources.ARN")),
        };
    });
}

function equals(fields: FieldSelectors, name: string, value: string): Truth {
    return anyOf(
        ...fields.map((field) =>
            allOf(
                isOneOf(field.text("field"), [name]),
                anyOf(...field.texts("equals").map((each) => isOneOf(each, [value]))),
            ),
        ),
    );
}
