import { resource } from "../judge";
import { common } from "./common";
import type { CompliantStack } from "./stack";

const collectionType = "aws:opensearch/serverlessCollection:ServerlessCollection";
const securityPolicyType = "aws:opensearch/serverlessSecurityPolicy:ServerlessSecurityPolicy";

export const encryptionAtRest: CompliantStack = {
    types: [...common.types, collectionType, securityPolicyType],
    build: (props) => [
        ...common.build(props),
        resource(securityPolicyType, "shop", props(securityPolicyType)),
        resource(collectionType, "products", props(collectionType)),
    ],
};
