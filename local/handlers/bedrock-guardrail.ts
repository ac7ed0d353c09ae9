import { createHash } from "node:crypto";
import {
    CreateGuardrailCommand,
    CreateGuardrailVersionCommand,
    GetGuardrailCommand,
    GuardrailContentFilterType,
    GuardrailContextualGroundingFilterType,
    GuardrailFilterStrength,
    GuardrailManagedWordsType,
    GuardrailPiiEntityType,
    GuardrailSensitiveInformationAction,
    UpdateGuardrailCommand,
} from "@aws-sdk/client-bedrock";
import { ApplyGuardrailCommand } from "@aws-sdk/client-bedrock-runtime";
import { bedrock, bedrockRuntime } from "../clients";
import type { Inputs } from "./inputs";
import { kept } from "./kept";
import type { HandlerTable, Target, TypeHandler } from "./types";

const GUARDRAIL_NAME_MAX = 50;
const DESCRIPTION_MAX = 200;
const DIGEST_LENGTH = 12;
const DRAFT = "DRAFT";

function contentPolicy(policy: Inputs) {
    return {
        filtersConfig: policy.sections("filtersConfigs").map((filter) => ({
            type: filter.oneOf("type", GuardrailContentFilterType),
            inputStrength: filter.oneOf("inputStrength", GuardrailFilterStrength),
            outputStrength: filter.oneOf("outputStrength", GuardrailFilterStrength),
        })),
    };
}

function topicPolicy(policy: Inputs) {
    return {
        topicsConfig: policy.sections("topicsConfigs").map((topic) => ({
            name: topic.text("name"),
            definition: topic.text("definition"),
            examples: topic.texts("examples"),
            type: "DENY" as const,
        })),
    };
}

function wordPolicy(policy: Inputs) {
    return {
        wordsConfig: policy.sections("wordsConfigs").map((word) => ({ text: word.text("text") })),
        managedWordListsConfig: policy
            .sections("managedWordListsConfigs")
            .map((list) => ({ type: list.oneOf("type", GuardrailManagedWordsType) })),
    };
}

function actionsOf(entry: Inputs) {
    return {
        action: entry.oneOf("action", GuardrailSensitiveInformationAction),
        inputAction: entry.optionalOneOf("inputAction", GuardrailSensitiveInformationAction),
        outputAction: entry.optionalOneOf("outputAction", GuardrailSensitiveInformationAction),
        inputEnabled: entry.optionalFlag("inputEnabled"),
        outputEnabled: entry.optionalFlag("outputEnabled"),
    };
}

function sensitivePolicy(policy: Inputs) {
    const regexes = policy.sections("regexesConfigs");
    return {
        piiEntitiesConfig: policy.sections("piiEntitiesConfigs").map((entity) => ({
            type: entity.oneOf("type", GuardrailPiiEntityType),
            ...actionsOf(entity),
        })),
        ...(regexes.length > 0 && {
            regexesConfig: regexes.map((regex) => ({
                name: regex.text("name"),
                pattern: regex.text("pattern"),
                description: regex.optionalText("description"),
                ...actionsOf(regex),
            })),
        }),
    };
}

function groundingPolicy(policy: Inputs) {
    return {
        filtersConfig: policy.sections("filtersConfigs").map((filter) => ({
            type: filter.oneOf("type", GuardrailContextualGroundingFilterType),
            threshold: filter.optionalNumber("threshold"),
        })),
    };
}

function policiesOf({ inputs }: Target) {
    const policy = <Request>(key: string, read: (section: Inputs) => Request): Request | undefined => {
        const section = inputs.optionalSection(key);
        return section && read(section);
    };
    return {
        blockedInputMessaging: inputs.text("blockedInputMessaging"),
        blockedOutputsMessaging: inputs.text("blockedOutputsMessaging"),
        kmsKeyId: inputs.optionalText("kmsKeyArn"),
        contentPolicyConfig: policy("contentPolicyConfig", contentPolicy),
        topicPolicyConfig: policy("topicPolicyConfig", topicPolicy),
        wordPolicyConfig: policy("wordPolicyConfig", wordPolicy),
        sensitiveInformationPolicyConfig: policy("sensitiveInformationPolicyConfig", sensitivePolicy),
        contextualGroundingPolicyConfig: policy("contextualGroundingPolicyConfig", groundingPolicy),
    };
}

/**
 * The emulator gives no policies back and takes no description of a version, which has that of the guardrail instead. So
 * the local description says which content it stands for, and versions can be told apart.
 */
function requestOf(target: Target) {
    const policies = policiesOf(target);
    const digest = createHash("sha256").update(JSON.stringify(policies)).digest("hex").slice(0, DIGEST_LENGTH);
    const description = (target.inputs.optionalText("description") ?? "").slice(0, DESCRIPTION_MAX - DIGEST_LENGTH - 1);
    return {
        ...policies,
        name: target.physicalName("name", GUARDRAIL_NAME_MAX),
        description: `${description} ${digest}`.trimStart(),
    };
}

function found({ connection, call }: Target, identifier: string, version?: string) {
    const request = { guardrailIdentifier: identifier, guardrailVersion: version };
    return call("GetGuardrail", () => bedrock(connection).send(new GetGuardrailCommand(request)));
}

/** Of the policies the emulator applies words, patterns and personal data; topics, content and grounding it only keeps. */
const guardrail: TypeHandler = {
    async create(target) {
        const { connection, call, inputs, previousId } = target;
        const request = requestOf(target);
        const client = bedrock(connection);
        const existing = await kept(previousId, (id) => found(target, id));
        const made =
            existing === undefined
                ? await call("CreateGuardrail", () =>
                      client.send(
                          new CreateGuardrailCommand({
                              ...request,
                              tags: Object.entries(inputs.map("tags")).map(([key, value]) => ({ key, value })),
                          }),
                      ),
                  )
                : await call("UpdateGuardrail", () =>
                      client.send(
                          new UpdateGuardrailCommand({ ...request, guardrailIdentifier: existing.guardrailId }),
                      ),
                  );
        const id = made.guardrailId ?? "";
        return {
            id,
            outputs: { name: request.name, guardrailId: id, guardrailArn: made.guardrailArn, version: DRAFT },
        };
    },
    async verify(target, { id }) {
        const request = requestOf(target);
        const made = await found(target, id);
        target.expect("the guardrail's state", "READY", made.status);
        target.expect("the guardrail's content", request.description, made.description);
        const word = request.wordPolicyConfig?.wordsConfig[0]?.text;
        if (word !== undefined) {
            target.expect("what it does about a word", "GUARDRAIL_INTERVENED", await actionOn(target, id, word));
        }
    },
};

/** Its policies can be seen by what they do only. */
async function actionOn({ connection, call }: Target, id: string, text: string) {
    const content = [{ text: { text } }];
    const request = { guardrailIdentifier: id, guardrailVersion: DRAFT, source: "INPUT" as const, content };
    const answer = await call("ApplyGuardrail", () =>
        bedrockRuntime(connection).send(new ApplyGuardrailCommand(request)),
    );
    return answer.action;
}

/** The emulator has no routes for ARNs, whose slash it takes for one of the path. */
function idIn(arn: string): string {
    return arn.slice(arn.indexOf("/") + 1);
}

/** Kept from the run before where the guardrail's content is the same: the emulator makes a new one at each request. */
const guardrailVersion: TypeHandler = {
    async create(target) {
        const { inputs, connection, call, previousId } = target;
        const arn = inputs.text("guardrailArn");
        const id = idIn(arn);
        const [keptArn, keptVersion] = previousId?.split(",") ?? [];
        const existing = await kept(keptArn === arn ? keptVersion : undefined, (version) => found(target, id, version));
        if (existing?.version !== undefined && existing.description === (await found(target, id)).description) {
            return { id: `${arn},${existing.version}`, outputs: { version: existing.version } };
        }
        const request = { guardrailIdentifier: id, description: inputs.optionalText("description") };
        const { version = "" } = await call("CreateGuardrailVersion", () =>
            bedrock(connection).send(new CreateGuardrailVersionCommand(request)),
        );
        return { id: `${arn},${version}`, outputs: { version } };
    },
    async verify(target, { outputs }) {
        const made = await found(target, idIn(target.inputs.text("guardrailArn")), String(outputs.version));
        target.expect("the version", outputs.version, made.version);
    },
};

export const guardrailHandlers: HandlerTable = {
    "aws:bedrock/guardrail:Guardrail": guardrail,
    "aws:bedrock/guardrailVersion:GuardrailVersion": guardrailVersion,
};
