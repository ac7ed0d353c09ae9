import { isRecord } from "../is-record";

type Statement = Readonly<Record<string, unknown>>;

/** How the emulator authorises what AWS authorises under an action, where the two differ. */
interface Difference {
    /** What it asks for in the action's place. */
    readonly actions: readonly string[];
    /** The resource it asks for, from the one that the policy names. */
    resource(arn: string): string;
    /** Condition keys of AWS that it never fills in, so that a statement with them would allow nothing. */
    readonly unfilled: readonly string[];
}

const INFERENCE_PROFILE = /^arn:[^:]*:bedrock:([^:]*):[^:]*:(?:application-)?inference-profile\/(.+)$/;

/** It takes whatever model a request names for a foundation model. */
function asFoundationModel(arn: string): string {
    const [, region, id] = INFERENCE_PROFILE.exec(arn) ?? [];
    return id === undefined ? arn : `arn:aws:bedrock:${region}::foundation-model/${id}`;
}

const ANY = () => "*";
const GUARDRAIL = ["bedrock:GuardrailIdentifier"];

/**
 * By action of AWS. That the Converse API asks for InvokeModel:
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
 */
const DIFFERENCES: Readonly<Record<string, Difference>> = {
    "bedrock:InvokeModel": {
        actions: ["bedrock:InvokeModel", "bedrock:Converse"],
        resource: asFoundationModel,
        unfilled: GUARDRAIL,
    },
    "bedrock:InvokeModelWithResponseStream": {
        actions: ["bedrock:InvokeModelWithResponseStream", "bedrock:ConverseStream"],
        resource: asFoundationModel,
        unfilled: GUARDRAIL,
    },
    // Of these two it asks without naming the resource.
    "bedrock:ApplyGuardrail": { actions: ["bedrock:ApplyGuardrail"], resource: ANY, unfilled: [] },
    "ses:SendEmail": {
        actions: ["ses:SendEmail"],
        resource: ANY,
        unfilled: ["ses:FromAddress", "ses:FromDisplayName", "ses:Recipients", "ses:FeedbackAddress"],
    },
};

function texts(value: unknown): string[] {
    return [value].flat().filter((one): one is string => typeof one === "string");
}

function conditionWithout(keys: readonly string[], condition: unknown): Record<string, unknown> | undefined {
    if (!isRecord(condition)) {
        return undefined;
    }
    const kept = Object.entries(condition).flatMap(([operator, tests]) => {
        const left = Object.entries(isRecord(tests) ? tests : {}).filter(([key]) => !keys.includes(key));
        return left.length === 0 ? [] : [[operator, Object.fromEntries(left)] as const];
    });
    return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function localStatements(statement: Statement): Statement[] {
    if (statement.Effect !== "Allow" || statement.Resource === undefined) {
        return [];
    }
    return texts(statement.Action).flatMap((action) => {
        const difference = DIFFERENCES[action];
        if (difference === undefined) {
            return [];
        }
        const condition = conditionWithout(difference.unfilled, statement.Condition);
        return {
            Effect: "Allow",
            Action: [...difference.actions],
            Resource: [...new Set(texts(statement.Resource).map(difference.resource))],
            ...(condition && { Condition: condition }),
        };
    });
}

/**
 * A role's policy as the emulator needs it: the program's own, and beside it what the emulator asks for where AWS asks
 * for something else. The program's policy stays as AWS needs it, so that nothing of this reaches an account.
 */
export function localPolicy(document: string): string {
    const policy: unknown = JSON.parse(document);
    if (!isRecord(policy)) {
        return document;
    }
    const statements = [policy.Statement].flat().filter(isRecord);
    const added = statements.flatMap(localStatements);
    return added.length === 0 ? document : JSON.stringify({ ...policy, Statement: [...statements, ...added] });
}
