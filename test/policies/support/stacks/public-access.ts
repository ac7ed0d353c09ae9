import { resource } from "../judge";
import { common } from "./common";
import type { CompliantStack } from "./stack";

const restApi = "aws:apigateway/restApi:RestApi";
const restApiPolicy = "aws:apigateway/restApiPolicy:RestApiPolicy";
const method = "aws:apigateway/method:Method";
const httpApi = "aws:apigatewayv2/api:Api";
const route = "aws:apigatewayv2/route:Route";
const balancer = "aws:lb/loadBalancer:LoadBalancer";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
const subscription = "aws:quicksight/accountSubscription:AccountSubscription";
const restriction = "aws:quicksight/ipRestriction:IpRestriction";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const endpointPolicy = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy";

export const publicAccess: CompliantStack = {
    types: [
        ...common.types,
        ...[restApi, restApiPolicy, method, httpApi, route, balancer, association],
        ...[subscription, restriction, endpoint, endpointPolicy],
    ],
    build: (props) => {
        const shop = resource(restApi, "shop", props(restApi));
        const carts = resource(httpApi, "carts", props(httpApi));
        const web = resource(balancer, "web", props(balancer));
        const gateway = resource(endpoint, "s3", props(endpoint));
        return [
            ...common.build(props),
            shop,
            resource(restApiPolicy, "shop", props(restApiPolicy), { restApiId: [shop] }),
            resource(method, "products", props(method), { restApi: [shop] }),
            carts,
            resource(route, "carts", props(route), { apiId: [carts] }),
            web,
            resource(association, "web", props(association), { resourceArn: [web] }),
            resource(subscription, "dashboards", props(subscription)),
            resource(restriction, "office", props(restriction)),
            gateway,
            resource(endpointPolicy, "s3", props(endpointPolicy), { vpcEndpointId: [gateway] }),
        ];
    },
};
