import { resource } from "../judge";
import type { CompliantStack } from "./stack";

const budget = "aws:budgets/budget:Budget";
const monitor = "aws:costexplorer/anomalyMonitor:AnomalyMonitor";
const subscription = "aws:costexplorer/anomalySubscription:AnomalySubscription";
const table = "aws:dynamodb/table:Table";
const gateway = "aws:ec2/natGateway:NatGateway";
const workgroup = "aws:redshiftserverless/workgroup:Workgroup";
const limit = "aws:redshiftserverless/usageLimit:UsageLimit";
const collection = "aws:opensearch/serverlessCollection:ServerlessCollection";

export const cost: CompliantStack = {
    types: [budget, monitor, subscription, table, gateway, workgroup, limit, collection],
    build: (props) => {
        const warehouse = resource(workgroup, "warehouse", props(workgroup));
        return [
            resource(budget, "month", props(budget)),
            resource(monitor, "services", props(monitor)),
            resource(subscription, "finance", props(subscription)),
            resource(table, "carts", props(table)),
            resource(gateway, "nat", props(gateway)),
            warehouse,
            resource(limit, "limit", props(limit), { resourceArn: [warehouse] }),
            resource(collection, "search", props(collection)),
        ];
    },
};
