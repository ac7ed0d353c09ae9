import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../account";
import { refuse } from "../problems";
import { contentHash } from "../support/content-hash";
import { serviceKey } from "../support/service-key";
import type { GuardrailArgs } from "./guardrail-args";
import { guardrailContent } from "./guardrail-policies";
import { guardrailProblems } from "./guardrail-problems";

/**
 * What an assistant is asked and answers behind: filters for harm and for attacks on the prompt, personal data masked or
 * blocked, topics and words that are not talked about, and answers held to their sources. With nothing said it is set as a
 * shop needs it.
 *
 * A guardrail changes under whoever uses its draft, so a numbered version is made of each content: what runs keeps the
 * version that it was deployed with until it is given the next one, and only then does the old one go.
 *
 * Guardrails mask nothing in the log of model invocations, where an account keeps one.
 */
export class Guardrail extends pulumi.ComponentResource {
    /** Id of the guardrail. */
    readonly guardrailId: pulumi.Output<string>;
    /** ARN of the guardrail: who applies it needs `bedrock:ApplyGuardrail` on it. */
    readonly guardrailArn: pulumi.Output<string>;
    /** Number of the version with the present content. */
    readonly version: pulumi.Output<string>;
    /** ARN of the key: who applies the guardrail needs `kms:Decrypt` with it. */
    readonly keyArn: pulumi.Output<string>;
    /** The guardrail. */
    readonly guardrail: aws.bedrock.Guardrail;

    constructor(name: string, args: GuardrailArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        refuse("Guardrail", name, guardrailProblems(args));
        super("lakefront:index:Guardrail", name, args, opts);
        const content = guardrailContent(args);
        const physicalName = args.guardrailName ?? name;
        this.keyArn = serviceKey(
            name,
            {
                kmsKeyArn: args.kmsKeyArn,
                alias: `${physicalName}-guardrail`,
                description: `Encrypts the guardrail ${physicalName}`,
                allowDeletion: args.allowDeletion,
                tags: args.tags,
            },
            placeOf(args, this),
            this,
        );
        this.guardrail = new aws.bedrock.Guardrail(
            `${name}-guardrail`,
            { name: args.guardrailName, ...content, kmsKeyArn: this.keyArn, tags: args.tags },
            { parent: this },
        );
        const version = new aws.bedrock.GuardrailVersion(
            `${name}-version`,
            {
                guardrailArn: this.guardrail.guardrailArn,
                description: `Content ${contentHash(content)}`,
                // Kept, they would be too many one day: a guardrail takes 20, and no quota raises that.
                skipDestroy: args.keepOldVersions ?? false,
            },
            // The description is what tells one content from another; the provider would just rename the version.
            { parent: this, dependsOn: [this.guardrail], replaceOnChanges: ["description"] },
        );
        this.guardrailId = this.guardrail.guardrailId;
        this.guardrailArn = this.guardrail.guardrailArn;
        this.version = version.version;
        this.registerOutputs({
            guardrailId: this.guardrailId,
            guardrailArn: this.guardrailArn,
            version: this.version,
            keyArn: this.keyArn,
            guardrail: this.guardrail,
        });
    }
}
