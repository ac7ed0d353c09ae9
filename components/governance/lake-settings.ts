import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { guardOf } from "../lake/deletion-guard";
import { refuse } from "../problems";
import { whenDeploying } from "../support/after-deployment";
import type { LakeSettingsArgs } from "./lake-settings-args";
import { type Administrators, administratorProblems, administratorsOf } from "./lake-settings-principals";
import { settingsProblems } from "./lake-settings-problems";
import { defaultPermissions, reviewSettings } from "./lake-settings-review";

/**
 * Lake Formation's settings of an account in one region: who administers the lake, and that new databases and tables
 * are closed until somebody is granted them. There is one such object, and every write replaces it: make one
 * LakeSettings for an account and region, in one stack only, and give it as `dependsOn` to databases, registrations and
 * grants.
 *
 * After each deployment the settings are read back, and a warning with the command to run says what did not take
 * effect.
 */
export class LakeSettings extends pulumi.ComponentResource {
    /** ARNs of all administrators, the deployer and those that stay included, sorted: they need no grants. */
    readonly admins: pulumi.Output<string[]>;
    /** ARNs of all read-only administrators, sorted. */
    readonly readOnlyAdmins: pulumi.Output<string[]>;
    /** The settings themselves. */
    readonly settings: aws.lakeformation.DataLakeSettings;

    /**
     * @param name the component's name
     * @throws a `RunError` that lists every problem of the arguments, before anything is made
     */
    constructor(name: string, args: LakeSettingsArgs, opts?: pulumi.ComponentResourceOptions) {
        refuse("LakeSettings", name, settingsProblems(args));
        super("lakefront:index:LakeSettings", name, args, opts);
        const existing = args.mergeExisting ? settingsNow(args, { parent: this }) : undefined;
        const administrators = resolveAdministrators(name, args, existing, this);
        const trustedResourceOwners = pulumi
            .all([args.trustedResourceOwners ?? [], existing?.trustedResourceOwners ?? []])
            .apply(([asked, there]) => [...new Set([...asked, ...there])].sort());

        this.settings = createSettings(name, args, administrators, trustedResourceOwners, opts?.dependsOn, this);
        const { settings } = this;
        whenDeploying(() => warnOfDifferences(args, administrators, trustedResourceOwners, settings, this));

        // Known in a preview already, and still nobody who uses them comes before the settings.
        const ready = pulumi.all([administrators, this.settings.urn]).apply(([known]) => known);
        this.admins = ready.admins;
        this.readOnlyAdmins = ready.readOnlyAdmins;
        this.registerOutputs({
            admins: this.admins,
            readOnlyAdmins: this.readOnlyAdmins,
            settings: this.settings,
        });
    }
}

type FoundSettings = pulumi.Output<aws.lakeformation.GetDataLakeSettingsResult>;

function settingsNow({ region }: LakeSettingsArgs, options: pulumi.InvokeOutputOptions): FoundSettings {
    return aws.lakeformation.getDataLakeSettingsOutput({ region }, options);
}

function resolveAdministrators(
    name: string,
    args: LakeSettingsArgs,
    existing: FoundSettings | undefined,
    parent: pulumi.Resource,
): pulumi.Output<Administrators> {
    const deployer = (args.includeDeployer ?? true) ? roleOfDeployer(parent) : undefined;
    return pulumi
        .all([args.admins, args.readOnlyAdmins ?? [], deployer, existing])
        .apply(([admins, readOnlyAdmins, itsRole, there]) => {
            const sources = { admins, readOnlyAdmins, deployer: itsRole, existing: there };
            refuse("LakeSettings", name, administratorProblems(sources));
            return administratorsOf(sources);
        });
}

/** Lake Formation takes no sessions as administrators, and a deployment usually runs in one. */
function roleOfDeployer(parent: pulumi.Resource): pulumi.Output<string> {
    const { arn } = aws.getCallerIdentityOutput({}, { parent });
    return aws.iam.getSessionContextOutput({ arn }, { parent }).issuerArn;
}

function createSettings(
    name: string,
    args: LakeSettingsArgs,
    administrators: pulumi.Output<Administrators>,
    trustedResourceOwners: pulumi.Output<string[]>,
    dependsOn: pulumi.ComponentResourceOptions["dependsOn"],
    parent: pulumi.Resource,
): aws.lakeformation.DataLakeSettings {
    const defaults = defaultPermissions(args.useIamAccessControlByDefault ?? false);
    const filtering = args.externalFiltering;
    return new aws.lakeformation.DataLakeSettings(
        `${name}-settings`,
        {
            admins: administrators.admins,
            readOnlyAdmins: administrators.readOnlyAdmins,
            createDatabaseDefaultPermissions: defaults,
            createTableDefaultPermissions: defaults,
            parameters: { CROSS_ACCOUNT_VERSION: crossAccountVersionOf(args) },
            trustedResourceOwners,
            allowExternalDataFiltering: filtering !== undefined,
            allowFullTableExternalDataAccess: filtering?.fullTableAccess ?? false,
            externalDataFilteringAllowLists: filtering?.accountIds ?? [],
            authorizedSessionTagValueLists: filtering?.sessionTagValues ?? [],
            region: args.region,
        },
        { parent, dependsOn, ...guardOf(args.protectSettings === false).data },
    );
}

function warnOfDifferences(
    args: LakeSettingsArgs,
    administrators: pulumi.Output<Administrators>,
    trustedResourceOwners: pulumi.Output<string[]>,
    settings: aws.lakeformation.DataLakeSettings,
    parent: pulumi.Resource,
): void {
    const found = settingsNow(args, { parent, dependsOn: [settings] });
    pulumi
        .all([administrators, trustedResourceOwners, pulumi.output(args.externalFiltering), found])
        .apply(([wanted, owners, filtering, there]) => {
            const warning = reviewSettings(
                {
                    ...wanted,
                    useIamAccessControlByDefault: args.useIamAccessControlByDefault ?? false,
                    crossAccountVersion: crossAccountVersionOf(args),
                    trustedResourceOwners: owners,
                    externalFiltering: filtering && {
                        ...filtering,
                        fullTableAccess: filtering.fullTableAccess ?? false,
                    },
                },
                there,
            );
            return warning === undefined ? undefined : pulumi.log.warn(warning, parent);
        });
}

function crossAccountVersionOf({ crossAccountVersion }: LakeSettingsArgs): string {
    return String(crossAccountVersion ?? 4);
}
