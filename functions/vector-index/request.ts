import { recordOf, textOf } from "../shared/deployment";
import { IndexAction, type IndexRequest } from "./index-lifecycle";

/** A request with the collection that it is about. */
export interface CollectionRequest extends IndexRequest {
    readonly collectionId: string;
}

/**
 * Reads what `aws.lambda.Invocation` sends: the program's input, with the step of the life cycle under `tf`
 * (https://www.pulumi.com/registry/packages/aws/api-docs/lambda/invocation/).
 *
 * @throws an `Error` that names what is missing
 */
export function readRequest(event: unknown): CollectionRequest {
    const fields = recordOf(event, "the event");
    return {
        collectionId: textOf(fields, "collection_id"),
        indexName: textOf(fields, "index_name"),
        schema: recordOf(fields.schema, "schema"),
        action: actionOf(fields.tf),
    };
}

function actionOf(lifecycle: unknown): IndexAction {
    if (lifecycle === undefined) return IndexAction.Create;
    const { action } = recordOf(lifecycle, "tf");
    const known = Object.values(IndexAction).find((one) => one === action);
    if (known === undefined) throw new Error(`tf.action is none of ${Object.values(IndexAction).join(", ")}`);
    return known;
}
