/** What dates an exemption may have. */
interface ExpiryRules {
    /** `yyyy-mm-dd` in UTC. */
    readonly today: string;
    readonly maxDays: number;
}

const MS_PER_DAY = 86_400_000;

/** What is wrong with the day on which an exemption ends. A day in the past is none of it: that exemption has expired. */
export function expiryProblem(expires: string | undefined, { today, maxDays }: ExpiryRules): string | undefined {
    if (expires === undefined) {
        return 'has no end: set "expires" to a day, as yyyy-mm-dd.';
    }
    if (!isDay(expires)) {
        return `ends on "${expires}", which is no day: write yyyy-mm-dd.`;
    }
    const latest = dayOf(Date.parse(today) + maxDays * MS_PER_DAY);
    return expires > latest
        ? `ends on ${expires}, more than ${maxDays} days ahead: the latest day today is ${latest}.`
        : undefined;
}

/** The day of a point in time, as `yyyy-mm-dd` in UTC: such texts sort by time. */
export function dayOf(ms: number): string {
    return new Date(ms).toISOString().slice(0, 10);
}

/** Whether a text is a day of the calendar; 31 February is none. */
function isDay(text: string): boolean {
    const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
    return !Number.isNaN(ms) && dayOf(ms) === text;
}
