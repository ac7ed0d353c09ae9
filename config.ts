import * as pulumi from "@pulumi/pulumi";
import { type GrantSetting, readGrants } from "./config/grants";
import { type ConnectInstance, INSTANCES_EXAMPLE, readInstances } from "./config/instances";
import { choice, day, flag, numberOf, type Reader, shortly, text, textList, textMap, whole } from "./config/readers";
import { readShop, type ShopSetting } from "./config/shop";

export type { GrantSetting } from "./config/grants";
export type { ConnectInstance } from "./config/instances";
export type { ShopSetting } from "./config/shop";

/** Every setting of a stack. In the stack's file each stands under `lakefront:`. */
export interface LakefrontConfig {
    /** Start of every physical name. Default: `lakefront-<stack>`. */
    readonly namePrefix: string;
    /** Amazon Connect instances that the lake takes data from. Required. */
    readonly connectInstances: readonly ConnectInstance[];
    /** UTC day of the first data: queries look at no day before it. Required. */
    readonly goLive: string;
    /** Whether streams grow by themselves or have a number of shards. Default: `onDemand`. */
    readonly streamMode: "onDemand" | "provisioned";
    /** Shards of each stream, when `streamMode` is `provisioned`. Default: 1. */
    readonly shardCount: number;
    /** Hours for which records stay readable in the streams. Default: 168 (7 days). */
    readonly streamRetentionHours: number;
    /**
     * Seconds for which records collect before an object is written: the longer, the fewer and bigger. Default: 900.
     */
    readonly bufferSeconds: number;
    /** Megabytes that collect at most before an object is written. Default: 128. */
    readonly bufferMegabytes: number;
    /** Days for which logs are kept. Default: 365. */
    readonly logRetentionDays: number;
    /** Gibibytes that one query may read. Default: 1024, about 5 USD. */
    readonly queryLimitGibibytes: number;
    /** Gibibytes read by all queries of a day that set off the alarm. Default: 5120, about 25 USD. */
    readonly dailyScanAlarmGibibytes: number;
    /** Days for which query results are kept. Default: 30. */
    readonly resultsRetentionDays: number;
    /** SNS topic that every alarm tells. Default: a topic of the stack's own. */
    readonly alarmTopicArn?: string;
    /** Whether reads and writes of the lake's objects are recorded by CloudTrail. Default: true. */
    readonly auditTrail: boolean;
    /**
     * Whether the stack owns the account's Lake Formation settings and the encryption of its Glue catalogue, one object
     * each for an account and Region. Default: true.
     */
    readonly accountSettings: boolean;
    /** ARNs of the roles that administer the lake, beside the deployer's. Required with `accountSettings`. */
    readonly lakeAdmins: string[];
    /** ARNs of the roles that see all metadata and all grants, and no data. Default: none. */
    readonly auditors: string[];
    /** Who is granted something, by the name that `grants` uses: ARNs of roles, users and groups, or accounts. */
    readonly principals: Record<string, string>;
    /** What is granted, by a key that says what for. Default: nothing, to nobody. */
    readonly grants: Record<string, GrantSetting>;
    /** Whether IAM keeps deciding about the lake's objects for whoever has not opted in. Default: false. */
    readonly hybridAccess: boolean;
    /** The shop and its assistant. Default: none, the stack is a contact-centre data lake alone. */
    readonly shop?: ShopSetting;
    /** Region that the raw tier is copied to. Default: none, no copy. */
    readonly replicaRegion?: string;
    /** Whether this environment may lose its data: the first of two keys to deletion. Default: false. */
    readonly disposable: boolean;
    /** Whether `pulumi destroy` may delete the data: the second key, to be turned just before. Default: false. */
    readonly allowDeletion: boolean;
    /** Tags of every resource, beside `Project` and `Environment`. Default: none. */
    readonly tags: Readonly<Record<string, string>>;
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
const LOG_RETENTION_DAYS = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const ROLE_ARNS = {
    pattern: /^arn:[a-z-]+:iam::\d{12}:(role|user)\/\S+$/,
    takes: "a list of ARNs of IAM roles",
    example: '["arn:aws:iam::111122223333:role/lake-admin"]',
};

/** How each setting is read; `connectInstances`, `grants` and `shop`, which hold objects, are read by themselves. */
const READERS = {
    namePrefix: text({
        pattern: /^[a-z][a-z0-9-]{1,18}[a-z0-9]$/,
        takes: '3 to 20 lower-case letters, digits and inner "-", a letter first',
        example: "lakefront-dev",
    }),
    goLive: day("2026-01-31"),
    streamMode: choice(["onDemand", "provisioned"]),
    shardCount: whole({ least: 1, most: 10_000, unit: "shards", example: 2 }),
    streamRetentionHours: whole({ least: 168, most: 8760, unit: "hours", example: 168 }),
    bufferSeconds: whole({ least: 60, most: 900, unit: "seconds", example: 900 }),
    bufferMegabytes: whole({ least: 64, most: 128, unit: "megabytes", example: 128 }),
    logRetentionDays: numberOf(LOG_RETENTION_DAYS, 365),
    queryLimitGibibytes: whole({ least: 1, most: 1_048_576, unit: "gibibytes", example: 1024 }),
    dailyScanAlarmGibibytes: whole({ least: 1, most: 1_048_576, unit: "gibibytes", example: 5120 }),
    resultsRetentionDays: whole({ least: 1, most: 3650, unit: "days", example: 30 }),
    alarmTopicArn: text({
        pattern: /^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]{1,256}$/,
        takes: "the ARN of an SNS topic",
        example: "arn:aws:sns:eu-west-1:111122223333:operations",
    }),
    auditTrail: flag(),
    accountSettings: flag(),
    lakeAdmins: textList(ROLE_ARNS),
    auditors: textList(ROLE_ARNS),
    principals: textMap('{"analysts": "arn:aws:iam::111122223333:role/analyst"}'),
    hybridAccess: flag(),
    replicaRegion: text({
        pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
        takes: "the name of an AWS Region",
        example: "eu-central-1",
    }),
    disposable: flag(),
    allowDeletion: flag(),
    tags: textMap('{"CostCentre": "4711"}'),
} as const;

type Readable = keyof typeof READERS;
type ValueOf<R> = R extends Reader<infer T> ? T : never;

/** Where settings come from: the stack's file, or a test. */
export interface ConfigSource {
    readonly stack: string;
    /** Names of all settings that the stack has, without `lakefront:`. */
    readonly names: readonly string[];
    /** Text of a setting, a list or an object as JSON; nothing for one that isn't set. */
    get(name: string): string | undefined;
}

/**
 * The settings of a stack.
 *
 * @throws a `RunError` that lists every wrong, missing and unknown setting, with its value and a good one
 */
export function parseConfig(source: ConfigSource): LakefrontConfig {
    const problems = unknownSettings(source.names);
    const read = <Name extends Readable>(name: Name): ValueOf<(typeof READERS)[Name]> | undefined => {
        const value = source.get(name);
        if (value === undefined) return undefined;
        const reader: Reader<unknown> = READERS[name];
        const result = reader.read(value);
        if (result === undefined)
            problems.push(`${name} is ${shown(value)}: it takes ${reader.takes}, for example ${reader.example}`);
        return result as ValueOf<(typeof READERS)[Name]> | undefined;
    };
    const config: LakefrontConfig = {
        namePrefix: read("namePrefix") ?? defaultPrefix(source, problems),
        connectInstances: instancesOf(source, problems),
        goLive: read("goLive") ?? required("goLive", READERS.goLive, source, problems),
        streamMode: read("streamMode") ?? "onDemand",
        shardCount: read("shardCount") ?? 1,
        streamRetentionHours: read("streamRetentionHours") ?? 168,
        bufferSeconds: read("bufferSeconds") ?? 900,
        bufferMegabytes: read("bufferMegabytes") ?? 128,
        logRetentionDays: read("logRetentionDays") ?? 365,
        queryLimitGibibytes: read("queryLimitGibibytes") ?? 1024,
        dailyScanAlarmGibibytes: read("dailyScanAlarmGibibytes") ?? 5120,
        resultsRetentionDays: read("resultsRetentionDays") ?? 30,
        alarmTopicArn: read("alarmTopicArn"),
        auditTrail: read("auditTrail") ?? true,
        accountSettings: read("accountSettings") ?? true,
        lakeAdmins: read("lakeAdmins") ?? [],
        auditors: read("auditors") ?? [],
        principals: read("principals") ?? {},
        grants: grantsOf(source, problems),
        hybridAccess: read("hybridAccess") ?? false,
        shop: shopOf(source, problems),
        replicaRegion: read("replicaRegion"),
        disposable: read("disposable") ?? false,
        allowDeletion: read("allowDeletion") ?? false,
        tags: read("tags") ?? {},
    };
    if (config.shardCount !== 1 && config.streamMode !== "provisioned") {
        problems.push(
            `shardCount is ${config.shardCount}, but the streams are on demand: leave it out, or set streamMode to provisioned`,
        );
    }
    if (config.allowDeletion && !config.disposable) {
        problems.push(
            "allowDeletion is true, but the stack is not disposable: set lakefront:disposable to true as well, or leave both out",
        );
    }
    if (config.shop?.demonstration && !config.disposable) {
        problems.push(
            "shop.demonstration is true, but the stack is not disposable: set lakefront:disposable to true as well, or leave it out",
        );
    }
    problems.push(...settingsOwnerProblems(config, source));
    refuse(source.stack, problems);
    return config;
}

/** Names of all settings. */
export const SETTINGS: readonly string[] = ["connectInstances", "grants", "shop", ...Object.keys(READERS)].sort();

function unknownSettings(names: readonly string[]): string[] {
    return names
        .filter((name) => !SETTINGS.includes(name))
        .map((name) => `${name} is no setting: there are ${SETTINGS.join(", ")}`);
}

function instancesOf(source: ConfigSource, problems: string[]): readonly ConnectInstance[] {
    const value = source.get("connectInstances");
    const read = value === undefined ? { instances: [], problems: [" is missing"] } : readInstances(value);
    problems.push(...read.problems.map((problem) => `connectInstances${problem}, for example ${INSTANCES_EXAMPLE}`));
    return read.instances;
}

function grantsOf(source: ConfigSource, problems: string[]): Record<string, GrantSetting> {
    const value = source.get("grants");
    const read = value === undefined ? { grants: {}, problems: [] } : readGrants(value);
    problems.push(...read.problems.map((problem) => `grants${problem}`));
    return read.grants;
}

function shopOf(source: ConfigSource, problems: string[]): ShopSetting | undefined {
    const value = source.get("shop");
    // Pulumi.yaml gives a stack without a shop an empty object.
    if (value === undefined || value === "{}") return undefined;
    const read = readShop(value);
    problems.push(...read.problems.map((problem) => `shop${problem}`));
    return read.shop;
}

/** Administrators belong to the account's settings, which some stack has to own. */
function settingsOwnerProblems(
    { accountSettings, lakeAdmins, auditors }: LakefrontConfig,
    source: ConfigSource,
): string[] {
    if (accountSettings) {
        const value = source.get("lakeAdmins");
        const refused = value !== undefined && READERS.lakeAdmins.read(value) === undefined;
        return lakeAdmins.length > 0 || refused
            ? []
            : [
                  `lakeAdmins is missing: it takes ${ROLE_ARNS.takes}, for example ${ROLE_ARNS.example}; or set accountSettings to false where another stack owns the account's settings`,
              ];
    }
    return Object.entries({ lakeAdmins, auditors })
        .filter(([, roles]) => roles.length > 0)
        .map(([name]) => `${name} is given, but accountSettings is false: the stack that owns the settings names them`);
}

function required(name: Readable, reader: Reader<string>, source: ConfigSource, problems: string[]): string {
    if (source.get(name) === undefined) {
        problems.push(`${name} is missing: it takes ${reader.takes}, for example ${reader.example}`);
    }
    return reader.example;
}

function defaultPrefix(source: ConfigSource, problems: string[]): string {
    const prefix = `lakefront-${source.stack}`;
    if (source.get("namePrefix") === undefined && READERS.namePrefix.read(prefix) === undefined) {
        problems.push(
            `namePrefix is missing, and "${prefix}", made of the stack's name, won't do: it takes ${READERS.namePrefix.takes}, for example ${READERS.namePrefix.example}`,
        );
    }
    return prefix;
}

function shown(value: string): string {
    return `"${shortly(value)}"`;
}

function refuse(stack: string, problems: readonly string[]): void {
    if (problems.length === 0) return;
    const count = problems.length === 1 ? "1 setting" : `${problems.length} settings`;
    const list = problems.map((problem) => `  - lakefront:${problem}`).join("\n");
    throw new pulumi.RunError(`Stack "${stack}" has ${count} to mend in Pulumi.${stack}.yaml:\n${list}`);
}

/**
 * Every setting of the stack that this program runs for.
 *
 * @throws a `RunError` that lists every wrong, missing and unknown setting, with its value and a good one
 */
export function loadConfig(): LakefrontConfig {
    const settings = new pulumi.Config("lakefront");
    const prefix = "lakefront:";
    const names = Object.keys(pulumi.runtime.allConfig())
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length));
    // Pulumi.yaml gives settings that have no default an empty one.
    return parseConfig({ stack: pulumi.getStack(), names, get: (name) => settings.get(name) || undefined });
}
