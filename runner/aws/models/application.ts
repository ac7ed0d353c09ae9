import { composed, type Model, type Modelling, type Models, sideOf } from "../modelling";
import { dnsSuffixOf } from "../place";

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
function api(it: Modelling, kind: "apis" | "restapis") {
    const id = it.hex(10);
    const { partition, region, accountId } = it.place;
    return {
        id,
        endpoint: `${id}.execute-api.${region}.${dnsSuffixOf(partition)}`,
        outputs: {
            arn: `arn:${partition}:apigateway:${region}::/${kind}/${id}`,
            executionArn: `arn:${partition}:execute-api:${region}:${accountId}:${id}`,
        },
    };
}

const httpApi: Model = (it) => {
    const { id, endpoint, outputs } = api(it, "apis");
    const scheme = it.inputs.protocolType === "WEBSOCKET" ? "wss" : "https";
    return { id, outputs: { ...outputs, name: it.name(), apiEndpoint: `${scheme}://${endpoint}` } };
};

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html */
const httpApiStage: Model = (it) => {
    const [apiId, name] = [it.reference("apiId"), it.name()];
    const { partition, region, accountId } = it.place;
    return {
        id: name,
        outputs: {
            name,
            arn: `arn:${partition}:apigateway:${region}::/apis/${apiId}/stages/${name}`,
            executionArn: `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${name}`,
            invokeUrl: `https://${apiId}.execute-api.${region}.${dnsSuffixOf(partition)}/${name === "$default" ? "" : name}`,
        },
    };
};

const restApi: Model = (it) => {
    const { id, outputs } = api(it, "restapis");
    return { id, outputs: { ...outputs, name: it.name(), rootResourceId: it.hex(20).slice(10) } };
};

/** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-urls.html */
const userPool: Model = (it) => {
    const { region, partition } = it.place;
    const id = `${region}_${it.capitals(9)}`;
    return {
        id,
        outputs: {
            name: it.name(),
            arn: it.arn("cognito-idp", `userpool/${id}`),
            endpoint: `cognito-idp.${region}.${dnsSuffixOf(partition)}/${id}`,
        },
    };
};

const userPoolClient: Model = (it) => {
    const secret = it.inputs.generateSecret === true ? { clientSecret: it.hex(52) } : {};
    return { id: it.hex(26), outputs: { name: it.name(), ...secret } };
};

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DomainDescriptionType.html */
const userPoolDomain: Model = (it) => {
    const cloudfrontDistribution = `d${it.hex(13)}.cloudfront.net`;
    return {
        id: it.reference("domain"),
        outputs: {
            awsAccountId: it.place.accountId,
            cloudfrontDistribution,
            cloudfrontDistributionArn: cloudfrontDistribution,
            cloudfrontDistributionZoneId: "Z2FDTNDATAQYW2",
            version: "20260101000000",
        },
    };
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
const emailIdentity: Model = (it) => {
    const emailIdentity = it.reference("emailIdentity");
    return {
        id: emailIdentity,
        outputs: {
            arn: it.arn("ses", `identity/${emailIdentity}`),
            identityType: emailIdentity.includes("@") ? "EMAIL_ADDRESS" : "DOMAIN",
            // Whoever owns the address or the domain has yet to say so.
            verifiedForSendingStatus: false,
        },
    };
};

const mailConfigurationSet: Model = (it) => {
    const configurationSetName = it.reference("configurationSetName");
    return { id: configurationSetName, outputs: { arn: it.arn("ses", `configuration-set/${configurationSetName}`) } };
};

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/load-balancer-authentication-access-control.html */
const loadBalancer: Model = (it) => {
    const name = it.name();
    const { region, partition } = it.place;
    const kind = it.inputs.loadBalancerType === "network" ? "net" : "app";
    const arn = it.arn("elasticloadbalancing", `loadbalancer/${kind}/${name}/${it.hex(16)}`);
    return {
        id: arn,
        outputs: {
            name,
            arn,
            arnSuffix: `${kind}/${name}/${it.hex(16)}`,
            dnsName: `${name}-${it.hex(10)}.${region}.elb.${dnsSuffixOf(partition)}`,
            zoneId: `Z${it.capitals(13)}`,
        },
    };
};

const targetGroup: Model = (it) => {
    const name = it.name();
    const arnSuffix = `targetgroup/${name}/${it.hex(16)}`;
    const arn = it.arn("elasticloadbalancing", arnSuffix);
    return { id: arn, outputs: { name, arn, arnSuffix } };
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html */
const webAcl: Model = (it) => {
    const [name, id] = [it.name(), it.uuid()];
    const scope = it.input("scope") === "CLOUDFRONT" ? "global" : "regional";
    return { id, outputs: { name, arn: it.arn("wafv2", `${scope}/webacl/${name}/${id}`), capacity: 1 } };
};

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
const imageRepository: Model = (it) => {
    const name = it.name();
    const { partition, region, accountId } = it.place;
    const registry = `${accountId}.dkr.ecr.${region}.${dnsSuffixOf(partition)}`;
    return {
        id: name,
        outputs: {
            name,
            arn: it.arn("ecr", `repository/${name}`),
            registryId: accountId,
            repositoryUrl: `${registry}/${name}`,
        },
    };
};

/** What stands between a shopper and the functions: APIs, sign-in, mail, load balancers, and the images that run behind them. */
export const applicationModels: Models = {
    "aws:apigatewayv2/api:Api": httpApi,
    "aws:apigatewayv2/stage:Stage": httpApiStage,
    "aws:apigatewayv2/route:Route": (it) => ({ id: it.hex(7), outputs: {} }),
    "aws:apigatewayv2/integration:Integration": (it) => ({ id: it.hex(7), outputs: {} }),
    "aws:apigatewayv2/authorizer:Authorizer": (it) => ({ id: it.hex(6), outputs: { name: it.name() } }),
    "aws:apigateway/restApi:RestApi": restApi,
    "aws:cognito/userPool:UserPool": userPool,
    "aws:cognito/userPoolClient:UserPoolClient": userPoolClient,
    "aws:cognito/userPoolDomain:UserPoolDomain": userPoolDomain,
    "aws:sesv2/emailIdentity:EmailIdentity": emailIdentity,
    "aws:sesv2/configurationSet:ConfigurationSet": mailConfigurationSet,
    "aws:sesv2/configurationSetEventDestination:ConfigurationSetEventDestination": composed(
        "|",
        "configurationSetName",
        "eventDestinationName",
    ),
    "aws:alb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
    "aws:alb/targetGroup:TargetGroup": targetGroup,
    "aws:lb/targetGroup:TargetGroup": targetGroup,
    "aws:wafv2/webAcl:WebAcl": webAcl,
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": sideOf("resourceArn"),
    "aws:wafv2/webAclAssociation:WebAclAssociation": composed(",", "webAclArn", "resourceArn"),
    "aws:ecr/repository:Repository": imageRepository,
};
