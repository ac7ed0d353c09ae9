import type * as aws from "@pulumi/aws";
import { type Resource, resourceRule } from "../../lib/rule";
import { integer } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { satisfies } from "../../lib/truth";
import { check } from "../../lib/verdict";

export const glueCrawlerSchedule = resourceRule({
    name: "glue-crawler-schedule",
    group: "cost",
    description: "Glue crawlers don't start more often than every so many minutes.",
    severity: "low",
    anchors: {},
    remediationSteps: "Give schedule a cron expression that starts the crawler less often.",
    url: "https://docs.aws.amazon.com/glue/latest/dg/monitor-data-warehouse-schedule.html",
    types: types.glueCrawler,
    settings: {
        minMinutes: integer("The least minutes between two starts.", 60, { minimum: 5, maximum: 1440 }),
    },
    judge: ({ props }: Resource<aws.glue.CrawlerArgs>, { minMinutes }) =>
        check(
            satisfies(props.text("schedule"), (schedule) => leastInterval(schedule) >= minMinutes, true),
            `schedule starts the crawler more often than every ${minMinutes} minutes.`,
        ),
});

const hour = 60;

/**
 * The least minutes between two starts by the minutes' field of `cron(minutes hours …)`: the hours' field can only make
 * them more. A schedule in another form says nothing about an interval.
 */
function leastInterval(schedule: string): number {
    const minutes = /^cron\((\S+)\s/.exec(schedule)?.[1];
    if (minutes === undefined) {
        return Number.POSITIVE_INFINITY;
    }
    if (minutes === "*") {
        return 1;
    }
    const step = /^\S+\/(\d+)$/.exec(minutes)?.[1];
    if (step !== undefined) {
        return Number(step);
    }
    const starts = minutes.split(",").flatMap(expanded);
    const gaps = starts.map((start, index) => (starts[index + 1] ?? (starts[0] ?? 0) + hour) - start);
    return Math.min(...gaps);
}

function expanded(part: string): readonly number[] {
    const [from = 0, to = from] = part.split("-").map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
