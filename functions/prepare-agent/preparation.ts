import { createHash } from "node:crypto";
import { type Clock, errorName, type Patience, persist, statusOf } from "../shared/deployment";
import type { AgentApi, AgentState, GuardrailChoice } from "./agent-api";

export interface PreparationRequest {
    /** The guardrail that the agent must answer behind; absent when it has none. */
    readonly guardrail?: GuardrailChoice;
    /** How many versions stay besides those that an alias uses. */
    readonly keepVersions: number;
}

export interface PreparationResult {
    readonly status: "PREPARED";
    /** Of the draft as the service gave it back. */
    readonly agent_hash: string;
    readonly guardrail_reasserted: boolean;
    readonly deleted_versions: readonly string[];
}

/** States that end by themselves: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_agent_Agent.html */
const PASSING_STATES: readonly string[] = ["CREATING", "PREPARING", "UPDATING", "VERSIONING"];
const PREPARED = "PREPARED";
const POLL_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;
const PATIENCE: Patience = { total: 120_000, firstPause: 1_000, longestPause: 10_000 };

/**
 * Prepares an agent's draft once all its parts are in place, so that the alias made next mints a version of just that.
 *
 * @throws an `Error` when the agent fails, doesn't settle in time, or answers without its guardrail
 */
export async function prepare(request: PreparationRequest, api: AgentApi, clock: Clock): Promise<PreparationResult> {
    const before = await settled(api, clock);
    const reassert = request.guardrail !== undefined && !isSame(before.guardrail, request.guardrail);
    if (reassert) await writeGuardrail(request.guardrail, api, clock);

    await whileBusy(() => api.prepare(), clock);
    const after = await settled(api, clock);
    if (after.status !== PREPARED) throw new Error(`The agent is ${after.status} after it was prepared`);
    if (request.guardrail !== undefined && !isSame(after.guardrail, request.guardrail)) {
        throw new Error(
            `The agent lost its guardrail: the prepared draft has ${describe(after.guardrail)} instead of ${describe(request.guardrail)}`,
        );
    }
    const deleted = await prune(request.keepVersions, api);
    return {
        status: PREPARED,
        agent_hash: createHash("sha256").update(after.fingerprint).digest("hex"),
        guardrail_reasserted: reassert,
        deleted_versions: deleted,
    };
}

async function writeGuardrail(guardrail: GuardrailChoice, api: AgentApi, clock: Clock): Promise<void> {
    await whileBusy(() => api.setGuardrail(guardrail), clock);
    await settled(api, clock);
}

/** The agent, once it is in a state that doesn't pass by itself. */
async function settled(api: AgentApi, clock: Clock): Promise<AgentState> {
    const end = clock.now() + LONGEST_WAIT_MS;
    for (;;) {
        const agent = await whileBusy(() => api.get(), clock);
        if (agent.status === "FAILED" || agent.status === "DELETING") {
            throw new Error(`The agent is ${agent.status}: ${agent.failureReasons.join("; ") || "no reason given"}`);
        }
        if (!PASSING_STATES.includes(agent.status)) return agent;
        if (clock.now() + POLL_MS > end) {
            throw new Error(`The agent is still ${agent.status} after ${LONGEST_WAIT_MS / 1000} s`);
        }
        await clock.sleep(POLL_MS);
    }
}

/**
 * Another preparation may be running, which the service answers with a conflict or as an invalid request; and IAM may not have
 * told of the role's policy yet, which is made seconds before.
 */
function whileBusy<T>(call: () => Promise<T>, clock: Clock): Promise<T> {
    return persist(call, isBusy, PATIENCE, clock);
}

function isBusy(error: unknown): boolean {
    const status = statusOf(error);
    if (status !== undefined && ([403, 409, 429].includes(status) || status >= 500)) return true;
    if (["ConflictException", "ThrottlingException"].includes(errorName(error))) return true;
    return error instanceof Error && /prepar(e|ing) ?state|is in \w+ state/i.test(error.message);
}

async function prune(keep: number, api: AgentApi): Promise<readonly string[]> {
    const superfluous = versionsToDelete(await api.versions(), await api.routedVersions(), keep);
    const deleted: string[] = [];
    for (const version of superfluous) {
        try {
            await api.deleteVersion(version);
            deleted.push(version);
        } catch (error) {
            // An old version that stays costs nothing; a deployment that fails for it would.
            console.warn(JSON.stringify({ version, not_deleted: errorName(error) }));
        }
    }
    return deleted;
}

/** All numbered versions but the newest and those in use, oldest first. */
export function versionsToDelete(
    versions: readonly string[],
    routed: readonly string[],
    keep: number,
): readonly string[] {
    const numbered = versions
        .filter((version) => /^\d+$/.test(version))
        .sort((left, right) => Number(left) - Number(right));
    const old = numbered.slice(0, Math.max(0, numbered.length - keep));
    return old.filter((version) => !routed.includes(version));
}

function isSame(given: GuardrailChoice | undefined, wanted: GuardrailChoice): boolean {
    return given !== undefined && idOf(given) === idOf(wanted) && given.version === wanted.version;
}

/** The service gives back an id or an ARN, not always what it was given. */
function idOf({ id }: GuardrailChoice): string {
    return id.slice(id.lastIndexOf("/") + 1);
}

function describe(guardrail: GuardrailChoice | undefined): string {
    return guardrail === undefined ? "none" : `${idOf(guardrail)} at version ${guardrail.version}`;
}
