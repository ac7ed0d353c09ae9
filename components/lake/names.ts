import type { Place } from "../account";

const LONGEST = 63;
const ACCOUNT_LENGTH = 12;
const SHORTEST_REGION_LENGTH = "us-east-1".length;

/** What S3 accepts, less dots: a dot breaks TLS to virtual-hosted addresses. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const NAME_PART = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * The physical name of a lake bucket: `<prefix>-<part>-<account>-<region>`, unique over all of AWS and the same on
 * every run.
 */
export function bucketNameFor(prefix: string, part: string, place: Place): string {
    return `${prefix}-${part}-${place.accountId}-${place.region}`;
}

/**
 * The problems of a name part such as a prefix or a tier: what is wrong, and one that would do.
 *
 * @param property where the value was given
 */
export function namePartProblems(property: string, value: string): string[] {
    if (NAME_PART.test(value)) {
        return [];
    }
    const good = slug(value) || "raw";
    return [
        `${property} is "${value}": it becomes part of bucket names, which take lower-case letters, digits and inner hyphens, for example "${good}".`,
    ];
}

/**
 * The problems of the bucket name that a prefix and a part will give, judged before account and region are known:
 * the shortest name possible is already too long.
 */
export function lengthProblems(prefix: string, part: string, place: Partial<Place>): string[] {
    const accountLength = place.accountId?.length ?? ACCOUNT_LENGTH;
    const regionLength = place.region?.length ?? SHORTEST_REGION_LENGTH;
    const length = prefix.length + part.length + accountLength + regionLength + 3;
    if (length <= LONGEST) {
        return [];
    }
    const room = LONGEST - part.length - accountLength - regionLength - 3;
    const advice =
        room >= 3
            ? `shorten namePrefix to ${room} characters, for example "${prefix.slice(0, room).replace(/-+$/, "")}"`
            : `shorten the name "${part}", for example to "${part.slice(0, 12).replace(/-+$/, "")}"`;
    const name = `${prefix}-${part}-${place.accountId ?? "<account>"}-${place.region ?? "<region>"}`;
    return [
        `tier "${part}" would get a bucket named "${name}", of ${place.region ? "" : "at least "}${length} characters, and S3 takes 3 to ${LONGEST}: ${advice}.`,
    ];
}

/** The problems of a whole bucket name that the caller chose. */
export function bucketNameProblems(property: string, name: string): string[] {
    if (BUCKET_NAME.test(name)) {
        return [];
    }
    return [
        `${property} is "${name}" (${name.length} characters): a bucket name takes 3 to ${LONGEST} lower-case letters, digits and inner hyphens, no dots, for example "acme-raw-111122223333-eu-west-1".`,
    ];
}

/** The nearest accepted form of a free text. */
export function slug(text: string): string {
    return text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "");
}
