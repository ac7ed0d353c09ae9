import type * as aws from "@pulumi/aws";
import { matchesAny } from "../../lib/glob";
import { Malformed, parseDocuments } from "../../lib/policy-document";
import { Properties } from "../../lib/properties";
import { manualRule } from "../../lib/requirement";
import type { JudgedResource } from "../../lib/rule";
import { holdsCredential, isNoSecret, secretNames } from "../../lib/secret-text";
import { texts } from "../../lib/settings";
import { types } from "../../lib/tokens";
import { anyOf, type Field, isUnknown, not, type Truth } from "../../lib/truth";

type Shape = Pick<aws.lambda.FunctionArgs, "environment"> &
    Pick<aws.ecs.TaskDefinitionArgs, "containerDefinitions"> &
    Pick<aws.glue.JobArgs, "defaultArguments" | "nonOverridableArguments"> &
    Pick<aws.glue.ConnectionArgs, "connectionProperties" | "athenaProperties"> &
    Pick<aws.ssm.ParameterArgs, "insecureValue"> &
    Pick<aws.appflow.ConnectorProfileArgs, "connectorProfileConfig">;

/** A text that may hold a secret, and the name under which a program reads it. */
interface Entry {
    readonly path: string;
    /** None where it is not known. */
    readonly name?: string;
    readonly value: Field<string>;
}

const connections: readonly string[] = types.glueConnection;

/** Where a secret is kept instead: a path in the parameter store, a reference that a service resolves. */
const reference = /^(?:\/|\{\{|\$\{|https?:\/\/[^@]*$)/;

/**
 * A Pulumi secret is none in plain text, except in a Glue connection: the provider's SDK marks all of its properties, so the
 * mark says nothing, and the connection can name a secret of Secrets Manager instead.
 */
export const noPlaintextSecrets = manualRule({
    name: "no-plaintext-secrets",
    group: "resilience",
    description: "Passwords, keys and tokens stand in no environment, argument or connection in plain text.",
    severity: "critical",
    anchors: {
        config: ["ecs-no-environment-secrets"],
        fsbp: ["ECS.8"],
        checkov: ["CKV_AWS_45", "CKV_AWS_46"],
        trivy: ["AWS-0036"],
        cdkNag: ["AwsSolutions-ECS2"],
        prowler: ["glue_etl_jobs_no_secrets_in_arguments"],
    },
    remediationSteps:
        "Keep the secret in Secrets Manager and give its ARN: secrets of a container, SECRET_ID of a connection; a function reads it when it starts. Give AppFlow a secret of the stack's configuration.",
    url: "https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
    types: [
        ...types.function,
        ...types.ecsTaskDefinition,
        ...types.glueJob,
        ...types.glueConnection,
        ...types.ssmParameter,
        ...types.appFlowConnectorProfile,
    ],
    settings: {
        patterns: texts(
            "Names that stand for secrets, with * as wildcard, whatever the case; an ARN, a path, an address, true and false are none.",
            secretNames,
        ),
        allowKeys: texts("Names, with * as wildcard, whatever the case, whose values are no secrets."),
    },
    requires: ({ type, props, isSecret }: JudgedResource<Shape>, { patterns, allowKeys }) => {
        const isAnyOf = (name: string | undefined, names: readonly string[]) =>
            name !== undefined && matchesAny(name.toLowerCase(), lowerCase(names));
        return entriesOf(props)
            .filter(({ name }) => !isAnyOf(name, allowKeys))
            .map(({ path, name, value }) => ({
                kept: anyOf(
                    isSecret(path) && !connections.includes(type),
                    not(isInPlainText(value, name === undefined || isAnyOf(name, patterns))),
                ),
                otherwise: `${path} holds a secret in plain text.`,
            }));
    },
});

function lowerCase(texts: readonly string[]): readonly string[] {
    return texts.map((text) => text.toLowerCase());
}

/** A value that another resource computes is no literal; under a secret's name it is judged once it is there. */
function isInPlainText(value: Field<string>, isNamedSecret: boolean): Truth {
    if (isUnknown(value)) {
        return isNamedSecret ? value : false;
    }
    if (value === undefined || value === "") {
        return false;
    }
    return holdsCredential(value) || (isNamedSecret && !isNoSecret(value) && !reference.test(value));
}

function entriesOf(props: Properties<Shape>): readonly Entry[] {
    return [
        ...textsOf(props.child("environment"), "variables"),
        ...ofContainers(props.get("containerDefinitions")),
        ...textsOf(props, "defaultArguments"),
        ...textsOf(props, "nonOverridableArguments"),
        ...textsOf(props, "connectionProperties"),
        ...textsOf(props, "athenaProperties"),
        ...textsIn(props, "insecureValue"),
        ...textsOf(props.child("connectorProfileConfig"), "connectorProfileCredentials"),
    ];
}

/** The texts of an object; what is unknown as a whole may hold any. */
function textsOf<T>(holder: Properties<T>, key: keyof T & string): readonly Entry[] {
    const value = holder.get(key);
    return isUnknown(value) ? [{ path: holder.pathTo(key), value }] : textsIn(holder, key);
}

/** A text, or those of an object. */
function textsIn<T>(holder: Properties<T>, key: keyof T & string): readonly Entry[] {
    const value = holder.get(key);
    if (isUnknown(value) || typeof value !== "object") {
        return [{ path: holder.pathTo(key), name: key, value: holder.text(key) }];
    }
    const inner = new Properties<Record<string, unknown>>(value, holder.pathTo(key));
    const names = inner.keys();
    return isUnknown(names) ? [] : names.flatMap((name) => textsIn(inner, name));
}

interface Container {
    readonly environment?: readonly { readonly name?: string; readonly value?: string }[];
}

function ofContainers(definitions: Field<unknown>): readonly Entry[] {
    const containers = parseDocuments<Container>(definitions, "containerDefinitions");
    if (isUnknown(containers)) {
        return [{ path: "containerDefinitions", value: containers }];
    }
    return containers === undefined || containers instanceof Malformed ? [] : containers.flatMap(variablesOf);
}

function variablesOf(container: Properties<Container>): readonly Entry[] {
    return container.each("environment").map((variable) => {
        const name = variable.text("name");
        return {
            path: variable.pathTo("value"),
            ...(typeof name === "string" && { name }),
            value: variable.text("value"),
        };
    });
}
