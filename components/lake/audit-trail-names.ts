import type { Place } from "../account";

/** The ARN of a trail, known from its name alone, so that key and bucket can name it before it exists. */
export function trailArn({ partition, region, accountId }: Place, trailName: string): string {
    return `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`;
}

/** The ARN of a log group, without the `:*` that some services add. */
export function logGroupArn({ partition, region, accountId }: Place, logGroupName: string): string {
    return `arn:${partition}:logs:${region}:${accountId}:log-group:${logGroupName}`;
}
