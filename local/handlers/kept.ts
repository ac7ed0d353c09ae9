import { unless } from "./errors";

/** What services call something that isn't there. */
const NOT_THERE = ["NotFound", "ResourceNotFound"];

/** What an earlier run left of a resource whose id the service makes up; undefined if there was none, or it is gone. */
export async function kept<Found>(
    previousId: string | undefined,
    read: (id: string) => Promise<Found>,
): Promise<Found | undefined> {
    return previousId === undefined ? undefined : unless(NOT_THERE, () => read(previousId));
}
