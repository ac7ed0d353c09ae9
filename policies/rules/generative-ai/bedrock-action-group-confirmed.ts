import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { Malformed, parseDocument } from "../../lib/policy-document";
import type { Properties } from "../../lib/properties";
import { type Resource, resourceRule } from "../../lib/rule";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not, satisfies, type Truth } from "../../lib/truth";
import { check, type Verdict } from "../../lib/verdict";

type Shape = aws.bedrock.AgentAgentActionGroupArgs;

interface Operation {
    readonly operationId?: string;
    readonly "x-requireConfirmation"?: string;
}

interface OpenApi {
    readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const writingMethods = ["post", "put", "patch", "delete"];

export const bedrockActionGroupConfirmed = resourceRule({
    name: "bedrock-action-group-confirmed",
    group: "generative-ai",
    description: "What an agent's tools change is confirmed by a person, or carried out by the application.",
    severity: "medium",
    anchors: {},
    remediationSteps:
        "Set x-requireConfirmation to ENABLED on operations that change something, or actionGroupExecutor.customControl to RETURN_CONTROL.",
    url: "https://docs.aws.amazon.com/bedrock/latest/userguide/agents-userconfirmation.html",
    types: types.bedrockAgentActionGroup,
    settings: {
        mutatingVerbs: texts("Names of functions that change something, with * as wildcard.", [
            "add*",
            "book*",
            "buy*",
            "cancel*",
            "create*",
            "delete*",
            "order*",
            "pay*",
            "place*",
            "refund*",
            "remove*",
            "send*",
            "set*",
            "update*",
        ]),
        confirmedElsewhere: texts(
            "Action groups, by name in the program with * as wildcard, whose functions have a person confirm by themselves.",
        ),
    },
    judge: ({ name, props }: Resource<Shape>, { mutatingVerbs, confirmedElsewhere }) => {
        const returnsControl = isOneOf(props.child("actionGroupExecutor").text("customControl"), ["RETURN_CONTROL"]);
        const inert = isOneOf(props.text("actionGroupState"), ["DISABLED"]);
        const safe = anyOf(returnsControl, inert, matchesAny(name, confirmedElsewhere));
        return [...judgeFunctions(props, safe, mutatingVerbs), ...judgeOperations(props, safe, mutatingVerbs)];
    },
});

/** The provider has no word for a function's confirmation, so only the application can ask for it. */
function judgeFunctions(props: Properties<Shape>, safe: Truth, verbs: readonly string[]): readonly Verdict[] {
    return props
        .child("functionSchema")
        .child("memberFunctions")
        .each("functions")
        .flatMap((one) => {
            const changes = satisfies(one.text("name"), (name) => isMutating(name, verbs), false);
            return check(
                anyOf(safe, not(changes)),
                `${one.pathTo("name")} changes something that nobody confirms: return control, or describe the tools by apiSchema.`,
            );
        });
}

function judgeOperations(props: Properties<Shape>, safe: Truth, verbs: readonly string[]): readonly Verdict[] {
    const payload = props.child("apiSchema").text("payload");
    const document = parseDocument<OpenApi>(payload, "apiSchema.payload");
    // A schema may be YAML, which is not read here, or lie in a bucket.
    if (document === undefined || document instanceof Malformed) {
        return [];
    }
    if (isUnknown(document)) {
        return check(anyOf(safe, document), "");
    }
    const paths = document.child("paths");
    const routes = paths.keys();
    return isUnknown(routes) ? [] : routes.flatMap((route) => judgeRoute(paths.child(route), route, safe, verbs));
}

function judgeRoute(
    methods: Properties<Readonly<Record<string, Operation>>>,
    route: string,
    safe: Truth,
    verbs: readonly string[],
): readonly Verdict[] {
    return writingMethods
        .filter((method) => methods.has(method) === true)
        .flatMap((method) => {
            const operation = methods.child(method);
            const id = operation.text("operationId");
            const reads = satisfies(id, (name) => !isMutating(name, verbs), false);
            const confirmed = isOneOf(operation.text("x-requireConfirmation"), ["ENABLED"]);
            return check(
                anyOf(safe, reads, confirmed),
                `apiSchema has the operation ${method.toUpperCase()} ${route}, which changes something that nobody confirms.`,
            );
        });
}

function isMutating(name: string, verbs: readonly string[]): boolean {
    return matchesAny(name.toLowerCase(), verbs);
}
