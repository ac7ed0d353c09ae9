import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    AlarmTopic,
    AuditTrail,
    CatalogEncryption,
    ContactDataKind,
    ContactFeed,
    DataLake,
    dateProjection,
    enumProjection,
    LakeDatabase,
    LakeGrants,
    LakeSettings,
    LakeTable,
    LakeTags,
    LakeViews,
    QueryWorkgroup,
    StreamMode,
    TableFormat,
} from "./components/index";
import { loadConfig } from "./config";
import { openShop, SHOP_TABLES, SHOP_VIEWS, shopInLake } from "./shop";

const config = loadConfig();
const { namePrefix, disposable } = config;
const place = {
    accountId: aws.getCallerIdentityOutput().accountId,
    region: aws.getRegionOutput().region,
    partition: aws.getPartitionOutput().partition,
};
const tags = { Project: pulumi.getProject(), Environment: pulumi.getStack(), ...config.tags };
const shared = { ...place, tags };

// One object each for an account and Region: a second stack in the account leaves both to the first.
const settings = config.accountSettings
    ? new LakeSettings("governance", {
          admins: config.lakeAdmins,
          readOnlyAdmins: config.auditors,
          // Whoever has not opted in finds the tables by IAM alone, for which its principals need this default.
          useIamAccessControlByDefault: config.hybridAccess,
          protectSettings: !disposable,
      })
    : undefined;
const catalogEncryption = config.accountSettings
    ? new CatalogEncryption("catalog-encryption", { protectSettings: !disposable, ...shared })
    : undefined;
const governed = { dependsOn: [settings, catalogEncryption].filter((component) => component !== undefined) };

const registration = { hybridAccessEnabled: config.hybridAccess };
const replication = config.replicaRegion === undefined ? undefined : { region: config.replicaRegion };
const lake = new DataLake(
    "lake",
    {
        namePrefix,
        tiers: {
            raw: { replication, registration },
            curated: { registration },
            results: { lifecycle: { expirationDays: config.resultsRetentionDays } },
        },
        allowDeletion: disposable,
        ...shared,
    },
    governed,
);
const raw = lake.tier("raw");
const curated = lake.tier("curated");
const results = lake.tier("results");

const trail = config.auditTrail
    ? new AuditTrail("audit", {
          namePrefix,
          buckets: { raw: raw.bucketArn, curated: curated.bucketArn, results: results.bucketArn },
          accessLogBucketName: lake.accessLogBucketName,
          allowDeletion: disposable,
          ...shared,
      })
    : undefined;

const database = new LakeDatabase(
    "catalog",
    {
        databaseName: namePrefix.replaceAll("-", "_"),
        description: "Contact-centre data: contact records, agent events, and what could not be read.",
        location: { bucketName: curated.bucketName },
        tags,
    },
    governed,
);
const { databaseName } = database;

const projections = {
    instance_id: enumProjection(config.connectInstances.map((instance) => instance.id)),
    event_date: dateProjection({ from: config.goLive }),
};
const contactRecords = new LakeTable("contact-records", {
    databaseName,
    schema: "contact_records",
    location: { bucketName: curated.bucketName, prefix: "contact_records" },
    projections,
});
const agentEvents = new LakeTable("agent-events", {
    databaseName,
    schema: "agent_events",
    location: { bucketName: curated.bucketName, prefix: "agent_events" },
    projections,
});
const quarantinedRecords = new LakeTable("quarantined-records", {
    databaseName,
    schema: "quarantined_records",
    location: { bucketName: raw.bucketName, prefix: "quarantine" },
    format: TableFormat.Json,
    projections: { received_date: dateProjection({ from: config.goLive }) },
});
const viewSchemas = [
    "contact_records_latest",
    "contact_records_latest_deidentified",
    "agent_events_distinct",
    "agent_events_distinct_deidentified",
    "agent_status_intervals",
    ...(config.shop === undefined ? [] : SHOP_VIEWS),
];
const views = new LakeViews("views", { databaseName, schemas: viewSchemas });

const alarmTopicArn =
    config.alarmTopicArn === undefined
        ? new AlarmTopic("alarms", { topicName: `${namePrefix}-alarms`, allowDeletion: disposable, ...shared }).topicArn
        : pulumi.output(config.alarmTopicArn);

const stream = {
    mode: config.streamMode,
    shardCount: config.streamMode === StreamMode.Provisioned ? config.shardCount : undefined,
    retentionHours: config.streamRetentionHours,
};
const feed = {
    databaseName,
    curated,
    raw,
    quarantine: { ...raw, prefix: "quarantine" },
    stream,
    delivery: { bufferSeconds: config.bufferSeconds, bufferMegabytes: config.bufferMegabytes },
    alarms: { topicArn: alarmTopicArn },
    governedByLakeFormation: true,
    catalogKeyArn: catalogEncryption?.keyArn,
    logRetentionDays: config.logRetentionDays,
    allowDeletion: disposable,
    ...shared,
};
/** The stack's instances, each with the association of one kind of data that it may have already. */
const instances = (association: "contactRecordsAssociationId" | "agentEventsAssociationId") =>
    config.connectInstances.map(({ id, alias, wire, [association]: associationId }) => ({
        id,
        alias,
        wire,
        associationId,
    }));
const contactRecordFeed = new ContactFeed(
    "contact-record-feed",
    {
        ...feed,
        kind: ContactDataKind.ContactRecords,
        physicalName: `${namePrefix}-contact-records`,
        tableName: contactRecords.tableName,
        instances: instances("contactRecordsAssociationId"),
    },
    governed,
);
const agentEventFeed = new ContactFeed(
    "agent-event-feed",
    {
        ...feed,
        kind: ContactDataKind.AgentEvents,
        physicalName: `${namePrefix}-agent-events`,
        tableName: agentEvents.tableName,
        instances: instances("agentEventsAssociationId"),
    },
    governed,
);

const shopLake =
    config.shop === undefined
        ? undefined
        : shopInLake({
              config,
              database,
              curated,
              raw,
              stream,
              alarmTopicArn,
              catalogKeyArn: catalogEncryption?.keyArn,
              governed,
              shared,
          });

const shop =
    config.shop === undefined || shopLake === undefined
        ? undefined
        : openShop({
              config,
              settings: config.shop,
              feed: shopLake.feed,
              accessLogBucketName: lake.accessLogBucketName,
              alarmTopicArn,
              shared,
          });

const gibibyte = 1024 ** 3;
const workgroup = new QueryWorkgroup("analysts", {
    workgroupName: `${namePrefix}-analysts`,
    description: "Questions of people and dashboards to the lake.",
    results,
    registeredLocations: Object.values(lake.registeredLocations),
    maxBytesPerQuery: config.queryLimitGibibytes * gibibyte,
    dailyScanAlarmBytes: config.dailyScanAlarmGibibytes * gibibyte,
    alarmTopicArn,
    ...shared,
});

// No table of the lake is redacted as yet: whoever lands redacted transcripts tags them so, and the grants hold at once.
const lfTags = { sensitivity: ["redacted"] };
const catalogued = [
    ...governed.dependsOn,
    lake,
    contactRecords,
    agentEvents,
    quarantinedRecords,
    ...(shopLake?.tables ?? []),
    views,
];
const lakeTags = new LakeTags(
    "tags",
    {
        databaseName,
        lfTags,
        createTags: config.accountSettings,
        // What nobody has classified yet counts as personal, and no grant by tags reaches it.
        database: { domain: "contacts", sensitivity: "personal" },
        schemas: [
            "contact_records",
            "agent_events",
            "quarantined_records",
            ...(shopLake === undefined ? [] : SHOP_TABLES),
            ...viewSchemas,
        ],
    },
    { dependsOn: catalogued },
);
const grants = new LakeGrants(
    "grants",
    {
        databaseName,
        principals: config.principals,
        grants: config.grants,
        locations: lake.registeredLocations,
        lfTags,
        admins: settings?.admins,
        accountId: place.accountId,
    },
    { dependsOn: [...catalogued, lakeTags] },
);

/** Buckets of the lake, by tier. */
export const buckets = { raw: raw.bucketName, curated: curated.bucketName, results: results.bucketName };
/** Glue database that holds the tables and the views. */
export { databaseName };
/** Tables of the database. */
export const tables = [contactRecords, agentEvents, quarantinedRecords, ...(shopLake?.tables ?? [])].map(
    ({ tableName }) => tableName,
);
/** Views of the database. */
export const viewNames = views.viewNames;
/** Kinesis streams that Amazon Connect writes to, by kind of data. */
export const streams = { contactRecords: contactRecordFeed.streamName, agentEvents: agentEventFeed.streamName };
/** Who is granted something: ARN or account, by the name in `principals`. */
export const grantees = grants.grantees;
/** Athena workgroup for questions to the lake. */
export const workgroupName = workgroup.workgroupName;
/** SNS topic that alarms are sent to: subscribe the people on duty. */
export const alarmTopic = alarmTopicArn;
/** CloudTrail trail of the lake's objects; empty when `auditTrail` is false. */
export const auditTrailArn = trail?.trailArn ?? "";
/** The shop: what its pages and its people need. Empty without the setting `shop`. */
export const shopOutputs =
    shop === undefined
        ? {}
        : {
              apiEndpoint: shop.api.endpoint,
              /** For the policy of the system that sends parcels: it tells the shop here what became of them. */
              deliveryRouteArn: shop.api.deliveryRouteArn,
              assistantUrl: shop.assistant.functionUrl,
              assistantFunction: shop.assistant.functionName,
              catalogBucket: shop.catalog.bucketName,
              catalogSyncFunction: shop.sync.functionName,
              ordersTable: shop.orders.ordersTableName,
              productsTable: shop.catalog.tableName,
              userPoolId: shop.shoppers.userPoolId,
              clientId: shop.shoppers.clientId,
              /** To be entered into the DNS zone of the address that mails come from. */
              dkimTokens: shop.orders.dkimTokens,
          };
