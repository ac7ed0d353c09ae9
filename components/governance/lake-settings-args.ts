import type * as pulumi from "@pulumi/pulumi";

/** Arguments of a LakeSettings. */
export interface LakeSettingsArgs {
    /**
     * ARNs of the IAM roles (or users) that administer the lake: they may grant everything to everybody, so keep the
     * list short; at least one, and with the deployer not more than 30. Give the role of a session, not the session.
     */
    admins: pulumi.Input<string>[];
    /**
     * Whether the role behind the running deployment becomes an administrator, without which it can grant nothing. It
     * needs `iam:GetRole` on itself. Deploy always as the same role, or each other one shows up as a change; or set this
     * to false and name the role in `admins`. Default: true.
     */
    includeDeployer?: boolean;
    /** ARNs of the IAM roles (or users) that see all metadata and grants, and change nothing: auditors. Default: none. */
    readOnlyAdmins?: pulumi.Input<string>[];
    /**
     * Whether new databases and tables are open to everyone whom IAM lets in (the group `IAMAllowedPrincipals`), so that
     * Lake Formation's grants decide nothing. This governs what is created from then on; databases and tables that exist
     * keep the group's permission until an administrator revokes it from each of them, with `aws lakeformation
     * revoke-permissions --principal DataLakePrincipalIdentifier=IAM_ALLOWED_PRINCIPALS --permissions ALL --resource
     * '{"Database":{"Name":"<database>"}}'`, and with `'{"Table":{"DatabaseName":"<database>","Name":"<table>"}}'` for
     * each table (https://docs.aws.amazon.com/lake-formation/latest/dg/upgrade-glue-lake-formation.html). Default:
     * false.
     */
    useIamAccessControlByDefault?: boolean;
    /**
     * Version of the rules for sharing with other accounts, 1 to 4: shares by tags or with single principals need 3,
     * hybrid access needs 4. Sharing accounts should have the same. Default: 4.
     */
    crossAccountVersion?: number;
    /** Query engines outside AWS that filter rows and columns themselves. Default: none may. */
    externalFiltering?: ExternalFilteringArgs;
    /** Ids of accounts whose resources this account's users reach with their user ARN shown to the owner. Default: none. */
    trustedResourceOwners?: pulumi.Input<string>[];
    /**
     * Whether administrators, read-only administrators and trusted owners that the account has already stay. What they
     * are is read on each run, so leaving an ARN out of `admins` later no longer removes it; a role that was deleted
     * stays in the list as well, and Lake Formation then refuses the whole list until it is removed by hand. Default:
     * false: the account has what is said here and nothing else.
     */
    mergeExisting?: boolean;
    /**
     * Whether Pulumi leaves the settings in place when they are deleted from the program. Deleting them would empty the
     * list of administrators and set the version of sharing back to 1, for the whole account: false is for accounts that
     * are thrown away. Default: true.
     */
    protectSettings?: boolean;
    /** Region of the settings: each has its own. Default: the provider's region. */
    region?: pulumi.Input<string>;
}

/**
 * Query engines that get unfiltered data and filter it themselves
 * (https://docs.aws.amazon.com/lake-formation/latest/dg/permitting-third-party-call.html).
 */
export interface ExternalFilteringArgs {
    /** Ids of the accounts that such engines run in, 12 digits each; at least one. */
    accountIds: pulumi.Input<string>[];
    /** Values of the session tag `LakeFormationAuthorizedCaller` that such engines call themselves by; at least one. */
    sessionTagValues: pulumi.Input<string>[];
    /** Whether an engine needs no session tag for tables that its caller may read in full. Default: false. */
    fullTableAccess?: boolean;
}
