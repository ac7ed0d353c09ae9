import type * as aws from "@pulumi/aws";
import { Malformed, parseDocuments } from "../../lib/policy-document";
import type { Properties } from "../../lib/properties";
import type { Remedy } from "../../lib/remedy";
import { type Requirement, requirementRule } from "../../lib/requirement";
import type { Resource } from "../../lib/rule";
import { flag, texts, type ValuesOf } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, isOneOf, isUnknown, not, satisfies, type Truth } from "../../lib/truth";

const settings = {
    allowWritable: texts("Names of containers that may write to their own file system."),
    requireUser: flag("Ask that each container names its user, whatever its image says.", false),
};
type Values = ValuesOf<typeof settings>;

interface Container {
    readonly name?: string;
    readonly privileged?: boolean;
    readonly readonlyRootFilesystem?: boolean;
    readonly user?: string;
}

const property = "containerDefinitions";

/** The user of a container that names none is its image's, which the program doesn't tell. */
export const ecsContainerHardening = requirementRule({
    name: "ecs-container-hardening",
    group: "resilience",
    description:
        "Containers of ECS can't change themselves or their host: no write access to the root, no privileges, not as root.",
    severity: "medium",
    anchors: {
        config: [
            "ecs-containers-nonprivileged",
            "ecs-containers-readonly-access",
            "ecs-task-definition-pid-mode-check",
        ],
        fsbp: ["ECS.3", "ECS.4", "ECS.5"],
        checkov: ["CKV_AWS_334", "CKV_AWS_335", "CKV_AWS_336"],
    },
    remediationSteps:
        "Set readonlyRootFilesystem to true, leave out privileged, name a user other than root in each of containerDefinitions, and leave out pidMode host.",
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-5",
    types: types.ecsTaskDefinition,
    settings,
    requires: ({ props }: Resource<aws.ecs.TaskDefinitionArgs>, values) => {
        const system = props.child("runtimePlatform").text("operatingSystemFamily");
        const isWindows = satisfies(system, (family) => family.startsWith("WINDOWS"), false);
        return [
            {
                kept: not(isOneOf(props.text("pidMode"), ["host"])),
                otherwise: "pidMode is host: containers see and signal the processes of their host.",
                remedy: { pidMode: "task" },
            },
            ...ofContainers(props, isWindows, values),
        ];
    },
});

function ofContainers(
    props: Properties<aws.ecs.TaskDefinitionArgs>,
    isWindows: Truth,
    values: Values,
): readonly Requirement[] {
    const text = props.get(property);
    const containers = parseDocuments<Container>(text, property);
    if (containers === undefined) {
        return [];
    }
    if (isUnknown(containers)) {
        return [{ kept: containers, otherwise: `${property} is not known.` }];
    }
    if (containers instanceof Malformed) {
        return [{ kept: false, otherwise: `${property} can't be read: ${containers.reason}.` }];
    }
    const remedy = typeof text === "string" && isWindows === false ? harden(text, values) : {};
    return containers.flatMap((container) =>
        faultsOf(container, isWindows, values).map((requirement) => ({ ...requirement, remedy })),
    );
}

function faultsOf(container: Properties<Container>, isWindows: Truth, { allowWritable, requireUser }: Values) {
    const user = container.text("user");
    return [
        {
            kept: anyOf(
                isWindows,
                isOneOf(container.flag("readonlyRootFilesystem"), [true]),
                isOneOf(container.text("name"), allowWritable),
            ),
            otherwise: `${container.pathTo("readonlyRootFilesystem")} is not true: an intruder can change the program.`,
        },
        {
            kept: not(isOneOf(container.flag("privileged"), [true])),
            otherwise: `${container.pathTo("privileged")} is true: the container rules its host.`,
        },
        {
            kept: anyOf(
                isWindows,
                satisfies(user, (name) => !isRoot(name), !requireUser),
            ),
            otherwise: `${container.pathTo("user")} is ${requireUser ? "not set, or " : ""}root.`,
        },
    ];
}

/** `user`, `uid`, `user:group` or `uid:gid`. */
function isRoot(user: string): boolean {
    return /^(?:root|0)(?::|$)/.test(user);
}

/** A container's own user can't be guessed: it has to be one that the image knows. */
function harden(text: string, { allowWritable }: Values): Remedy {
    const source: Container | readonly (Container | null)[] = JSON.parse(text);
    const containers = [source].flat().map((container) => ({
        ...container,
        ...(!allowWritable.includes(container?.name ?? "") && { readonlyRootFilesystem: true }),
        ...(container?.privileged !== undefined && { privileged: false }),
    }));
    return { [property]: JSON.stringify(containers) };
}
