import { composed, identifiedByArn, type Model, type Models, named, sideOf } from "../modelling";

/** Paths of IAM objects start and end with a slash. */
const path = (it: Parameters<Model>[0]): string => it.input("path") ?? "/";

const role: Model = (it) => {
    const name = it.name();
    return {
        id: name,
        outputs: {
            name,
            arn: it.globalArn("iam", `role${path(it)}${name}`),
            uniqueId: `AROA${it.capitals(17)}`,
            createDate: "2026-01-01T00:00:00Z",
        },
    };
};

const policy: Model = (it) => {
    const name = it.name();
    const arn = it.globalArn("iam", `policy${path(it)}${name}`);
    return { id: arn, outputs: { name, arn, policyId: `ANPA${it.capitals(17)}` } };
};

const rolePolicy: Model = (it) => {
    const name = it.name();
    return { id: `${it.reference("role")}:${name}`, outputs: { name } };
};

const logGroup: Model = (it) => {
    const name = it.name();
    return { id: name, outputs: { name, arn: it.arn("logs", `log-group:${name}`) } };
};

const dashboard: Model = (it) => {
    const dashboardName = it.name("dashboardName");
    return {
        id: dashboardName,
        outputs: { dashboardName, dashboardArn: it.globalArn("cloudwatch", `dashboard/${dashboardName}`) },
    };
};

const eventRule: Model = (it) => {
    const name = it.name();
    const bus = it.input("eventBusName");
    const onBus = bus === undefined || bus === "default" ? name : `${bus}/${name}`;
    return { id: onBus, outputs: { name, arn: it.arn("events", `rule/${onBus}`) } };
};

const trail: Model = (it) => {
    const modelled = identifiedByArn("cloudtrail", (name) => `trail/${name}`)(it);
    return { ...modelled, outputs: { ...modelled.outputs, homeRegion: it.place.region } };
};

const connectInstance: Model = (it) => {
    const id = it.uuid();
    return {
        id,
        outputs: {
            arn: it.arn("connect", `instance/${id}`),
            createdTime: "2026-01-01T00:00:00Z",
            serviceRole: it.globalArn(
                "iam",
                `role/aws-service-role/connect.amazonaws.com/AWSServiceRoleForAmazonConnect_${it.hex(20)}`,
            ),
            status: "ACTIVE",
        },
    };
};

const storageConfig: Model = (it) => {
    const associationId = it.hex(64);
    return {
        id: [it.reference("instanceId"), associationId, it.reference("resourceType")].join(":"),
        outputs: { associationId },
    };
};

/** Something inside an Amazon Connect instance, whose id there is a property of its own. */
function inInstance(kind: string, idProperty: string): Model {
    return (it) => {
        const instanceId = it.reference("instanceId");
        const id = it.uuid();
        return {
            id: `${instanceId}:${id}`,
            outputs: { [idProperty]: id, arn: it.arn("connect", `instance/${instanceId}/${kind}/${id}`) },
        };
    };
}

/** IAM, CloudWatch, CloudTrail and Amazon Connect. */
export const managementModels: Models = {
    "aws:iam/role:Role": role,
    "aws:iam/rolePolicy:RolePolicy": rolePolicy,
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment": composed("/", "role", "policyArn"),
    "aws:iam/policy:Policy": policy,
    "aws:cloudwatch/logGroup:LogGroup": logGroup,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (it) => ({ id: it.name(), outputs: { name: it.name() } }),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": sideOf("policyName"),
    "aws:cloudwatch/logStream:LogStream": (it) => {
        const name = it.name();
        const group = it.reference("logGroupName");
        return { id: name, outputs: { name, arn: it.arn("logs", `log-group:${group}:log-stream:${name}`) } };
    },
    "aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter": (it) => ({ id: `cwlsf-${it.hex(10)}`, outputs: {} }),
    "aws:cloudwatch/logDelivery:LogDelivery": (it) => {
        const id = it.hex(16);
        return { id, outputs: { arn: it.arn("logs", `delivery:${id}`) } };
    },
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": named("logs", (name) => `delivery-source:${name}`),
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": named(
        "logs",
        (name) => `delivery-destination:${name}`,
    ),
    "aws:cloudwatch/metricAlarm:MetricAlarm": named("cloudwatch", (name) => `alarm:${name}`),
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": named("cloudwatch", (name) => `alarm:${name}`, "alarmName"),
    "aws:cloudwatch/dashboard:Dashboard": dashboard,
    "aws:cloudwatch/eventBus:EventBus": named("events", (name) => `event-bus/${name}`),
    "aws:cloudwatch/eventRule:EventRule": eventRule,
    "aws:cloudwatch/eventTarget:EventTarget": (it) => {
        const targetId = it.name("targetId");
        return { id: `${it.reference("rule")}-${targetId}`, outputs: { targetId } };
    },
    "aws:cloudwatch/queryDefinition:QueryDefinition": (it) => ({
        id: it.uuid(),
        outputs: { queryDefinitionId: it.uuid() },
    }),
    "aws:cloudtrail/trail:Trail": trail,
    "aws:cloudtrail/eventDataStore:EventDataStore": (it) => {
        const arn = it.arn("cloudtrail", `eventdatastore/${it.uuid()}`);
        return { id: arn, outputs: { arn, name: it.name() } };
    },
    "aws:connect/instance:Instance": connectInstance,
    "aws:connect/instanceStorageConfig:InstanceStorageConfig": storageConfig,
    "aws:connect/contactFlow:ContactFlow": inInstance("contact-flow", "contactFlowId"),
    "aws:connect/hoursOfOperation:HoursOfOperation": inInstance("operating-hours", "hoursOfOperationId"),
    "aws:connect/queue:Queue": inInstance("queue", "queueId"),
    "aws:connect/routingProfile:RoutingProfile": inInstance("routing-profile", "routingProfileId"),
    "aws:connect/lambdaFunctionAssociation:LambdaFunctionAssociation": composed(",", "instanceId", "functionArn"),
};
