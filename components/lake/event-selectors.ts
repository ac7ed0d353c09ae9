import type * as aws from "@pulumi/aws";
import { inNameOrder } from "./lifecycle";

type EventSelector = aws.types.input.cloudtrail.TrailAdvancedEventSelector;

/**
 * What a trail records: every management event, and every read and write of the objects in these buckets and every call
 * of these functions. A data event costs money each, so nothing is recorded that was not named.
 *
 * @param buckets bucket ARNs, by any name
 * @param functions function ARNs, by any name
 */
export function eventSelectors(buckets: Record<string, string>, functions: Record<string, string>): EventSelector[] {
    const bucketArns = inNameOrder(buckets).map(([, arn]) => arn);
    const functionArns = inNameOrder(functions).map(([, arn]) => arn);
    return [
        { name: "Management events", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
        ...dataEvents("Objects of the lake", "AWS::S3::Object", {
            // With the slash, or the bucket's name would match every longer name too.
            startsWiths: bucketArns.map((arn) => `${arn}/`),
        }),
        ...dataEvents("Function calls", "AWS::Lambda::Function", { equals: functionArns }),
    ];
}

function dataEvents(name: string, type: string, match: { startsWiths?: string[]; equals?: string[] }): EventSelector[] {
    const arns = match.startsWiths ?? match.equals ?? [];
    if (arns.length === 0) {
        return [];
    }
    return [
        {
            name,
            fieldSelectors: [
                { field: "eventCategory", equals: ["Data"] },
                { field: "resources.type", equals: [type] },
                { field: "resources.ARN", ...match },
            ],
        },
    ];
}
