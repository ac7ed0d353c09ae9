import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../account";
import { guardOf } from "../lake/deletion-guard";
import { encryptionKey, keyArnOf } from "../lake/encryption-key";
import { catalogKeyStatement } from "../lake/key-policy";
import { keyChoiceProblems } from "../lake/key-problems";
import type { Scope } from "../lake/lake";
import { namePartProblems, slug } from "../lake/names";
import type { PolicyStatementArgs } from "../lake/policy-document";
import { refuse } from "../problems";

/** Arguments of a CatalogEncryption. */
export interface CatalogEncryptionArgs {
    /**
     * ARN of the customer managed key that encrypts the catalogue, symmetric and of the same region. Its policy must let
     * everyone who uses the catalogue encrypt and decrypt with it through Glue. Default: a key of its own.
     */
    kmsKeyArn?: pulumi.Input<string>;
    /** Start of the key's alias: `<namePrefix>-catalog`. Default: the component's name. */
    namePrefix?: string;
    /** More statements for the policy of the component's own key, for example for accounts that share the catalogue. */
    keyPolicyStatements?: PolicyStatementArgs[];
    /**
     * Whether Pulumi leaves key and settings in place when they are deleted from the program. Without the key nobody
     * could read the catalogue's databases and tables again, for the whole account: false is for accounts that are
     * thrown away. Default: true.
     */
    protectSettings?: boolean;
    /** Tags of the key. */
    tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
    /** Account of the catalogue, 12 digits. Default: the account of the provider's credentials. */
    accountId?: pulumi.Input<string>;
    /** Region of the catalogue: each has its own. Default: the provider's region. */
    region?: pulumi.Input<string>;
    /** Partition of the ARNs. Default: the provider's partition. */
    partition?: pulumi.Input<string>;
}

/**
 * Encryption of an account's Glue Data Catalog in one region: metadata and the passwords of connections, under a
 * customer managed key; passwords are given out encrypted only. There is one such setting: make one CatalogEncryption
 * for an account and region, in one stack only.
 *
 * What is written from then on is encrypted; what is there already is not, until it is written again. So give it as
 * `dependsOn` to the databases
 * (https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html).
 */
export class CatalogEncryption extends pulumi.ComponentResource {
    /**
     * ARN of the key, for readers that need rights of their own to it: a role that opens encrypted connection passwords,
     * other accounts, and everyone when the key was brought.
     */
    readonly keyArn: pulumi.Output<string>;
    /** The settings themselves. */
    readonly settings: aws.glue.DataCatalogEncryptionSettings;

    /**
     * @param name the component's name
     * @throws a `RunError` that lists every problem of the arguments, before anything is made
     */
    constructor(name: string, args: CatalogEncryptionArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const namePrefix = args.namePrefix ?? slug(name);
        refuse("CatalogEncryption", name, [
            ...namePartProblems("namePrefix", namePrefix),
            ...keyChoiceProblems("", args),
        ]);
        super("lakefront:index:CatalogEncryption", name, args, opts);
        const place = placeOf(args, this);
        const guard = guardOf(args.protectSettings === false);
        const scope = { place, guard, parent: this, dependsOn: opts?.dependsOn };
        const keyArn = pulumi.output(args.kmsKeyArn ?? createKey(name, namePrefix, args, scope));

        this.settings = new aws.glue.DataCatalogEncryptionSettings(
            `${name}-settings`,
            {
                dataCatalogEncryptionSettings: {
                    encryptionAtRest: { catalogEncryptionMode: "SSE-KMS", sseAwsKmsKeyId: keyArn },
                    connectionPasswordEncryption: { returnConnectionPasswordEncrypted: true, awsKmsKeyId: keyArn },
                },
                region: args.region,
            },
            { parent: this, dependsOn: opts?.dependsOn, ...guard.data },
        );
        this.keyArn = pulumi.all([keyArn, this.settings.urn]).apply(([arn]) => arn);
        this.registerOutputs({ keyArn: this.keyArn, settings: this.settings });
    }
}

function createKey(
    name: string,
    namePrefix: string,
    args: CatalogEncryptionArgs,
    scope: Omit<Scope, "name">,
): pulumi.Output<string> {
    const key = encryptionKey(
        `${name}-key`,
        {
            alias: `${namePrefix}-catalog`,
            description: "The Glue Data Catalog: names, columns and places of all tables, and connection passwords.",
            services: scope.place.apply((where) => [catalogKeyStatement(where)]),
            statements: args.keyPolicyStatements,
            region: args.region,
            tags: args.tags,
        },
        scope,
    );
    return keyArnOf(key, scope.place);
}
