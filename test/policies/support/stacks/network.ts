import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const vpc = "aws:ec2/vpc:Vpc";
const defaultGroup = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const endpoint = "aws:ec2/vpcEndpoint:VpcEndpoint";
const group = "aws:ec2/securityGroup:SecurityGroup";
const job = "aws:glue/job:Job";
const connection = "aws:glue/connection:Connection";
const distribution = "aws:cloudfront/distribution:Distribution";
const stage = "aws:apigateway/stage:Stage";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";

export const network: CompliantStack = {
    types: [vpc, defaultGroup, endpoint, group, job, connection, distribution, stage, association],
    build: (props) => {
        const main = resource(vpc, "main", props(vpc));
        const crm = resource(connection, "crm", props(connection));
        const prod = resource(stage, "prod", props(stage));
        return [
            main,
            crm,
            prod,
            resource(defaultGroup, "default", props(defaultGroup), { vpcId: [main] }),
            resource(endpoint, "s3", props(endpoint), { vpcId: [main] }),
            resource(
                endpoint,
                "dynamodb",
                { vpcId: "vpc-1", serviceName: "com.amazonaws.us-east-1.dynamodb" },
                {
                    vpcId: [main],
                },
            ),
            resource(group, "web", props(group), { vpcId: [main] }),
            resource(job, "job", props(job), { connections: [crm] }),
            resource(distribution, "site", props(distribution)),
            resource(association, "api", props(association), { resourceArn: [prod] }),
        ];
    },
};
