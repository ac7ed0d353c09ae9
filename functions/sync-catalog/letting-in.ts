import { type Clock, errorName, type Patience, persist } from "../shared/deployment";
import { SyncError } from "../shop/catalog/sync/failure";

const PATIENCE: Patience = { total: 60_000, firstPause: 1_000, longestPause: 10_000 };
/** As S3 and as the others call it. */
const REFUSALS: readonly string[] = ["AccessDenied", "AccessDeniedException"];

/**
 * Repeats a sync that is not let in yet: a deployment invokes the function within seconds of its role's policy, and IAM
 * takes longer to tell all services of one. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 *
 * @throws the last error, when it is none of that kind, or a minute is over
 */
export function onceLetIn<T>(sync: () => Promise<T>, clock: Clock): Promise<T> {
    return persist(sync, isRefusal, PATIENCE, clock);
}

function isRefusal(error: unknown): boolean {
    return REFUSALS.includes(errorName(error instanceof SyncError ? error.cause : error));
}
