import type { Rule } from "../../lib/rule";
import { glueCrawlerUsesLf } from "./glue-crawler-uses-lf";
import { lfAdminsLimited } from "./lf-admins-limited";
import { lfCrossAccountVersion } from "./lf-cross-account-version";
import { lfDatabasesTagged } from "./lf-databases-tagged";
import { lfExternalFilteringClosed } from "./lf-external-filtering-closed";
import { lfLocationGoverned } from "./lf-location-governed";
import { lfLocationRegistered } from "./lf-location-registered";
import { lfNoBroadGrants } from "./lf-no-broad-grants";
import { lfNoIamAllowedPrincipals } from "./lf-no-iam-allowed-principals";
import { lfNoS3Bypass } from "./lf-no-s3-bypass";
import { lfSensitiveTablesFiltered } from "./lf-sensitive-tables-filtered";
import { lfSettingsPresent } from "./lf-settings-present";

export const lakeFormation: readonly Rule[] = [
    glueCrawlerUsesLf,
    lfAdminsLimited,
    lfCrossAccountVersion,
    lfDatabasesTagged,
    lfExternalFilteringClosed,
    lfLocationGoverned,
    lfLocationRegistered,
    lfNoBroadGrants,
    lfNoIamAllowedPrincipals,
    lfNoS3Bypass,
    lfSensitiveTablesFiltered,
    lfSettingsPresent,
];
