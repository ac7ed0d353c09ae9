import { choiceProblem, rangeProblem } from "../problems";
import { embeddingProblems } from "../search/embedding-models";
import { storeProblems } from "../search/vector-store";
import { prefixProblems } from "../support/location";
import { logRetentionProblems } from "../support/log-retention";
import { chunkingProblems } from "./chunking";
import { DataDeletionPolicy, DocumentKind, type KnowledgeBaseArgs } from "./knowledge-base-args";

/** https://docs.aws.amazon.com/general/latest/gr/bedrock.html */
const MOST_SOURCES = 5;
const LONGEST_DESCRIPTION = 200;
/** What Bedrock takes, less room for the suffix that the provider adds. */
const NAME = /^([0-9a-zA-Z][_-]?){1,90}$/;
const SOURCE_NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Everything wrong with the arguments of a KnowledgeBase. */
export function knowledgeBaseProblems(name: string, args: KnowledgeBaseArgs): string[] {
    const sources = Object.entries(args.dataSources);
    const physicalName = args.physicalName ?? name;
    const property = args.physicalName === undefined ? "the component's name" : "physicalName";
    return [
        ...(NAME.test(physicalName)
            ? []
            : [
                  `${property} is "${physicalName}": Bedrock takes letters, digits and single inner "-" and "_", for example "shop-knowledge".`,
              ]),
        ...storeProblems("store", args.store),
        ...embeddingProblems("store.embedding", args.store.embedding),
        ...rangeProblem("the number of dataSources", sources.length, 1, MOST_SOURCES),
        ...descriptionProblems("description", args.description),
        ...logRetentionProblems(args.logRetentionDays),
        ...sources.flatMap(([key, source]) => {
            const at = `dataSources.${key}`;
            return [
                ...(SOURCE_NAME.test(key)
                    ? []
                    : [`dataSources has the name "${key}": use lower-case words, for example "products".`]),
                ...choiceProblem(`${at}.kind`, source.kind, DocumentKind),
                ...choiceProblem(`${at}.dataDeletionPolicy`, source.dataDeletionPolicy, DataDeletionPolicy),
                ...prefixProblems(`${at}.prefix`, source.prefix),
                ...descriptionProblems(`${at}.description`, source.description),
                ...chunkingProblems(`${at}.chunking`, source.chunking),
            ];
        }),
        ...overlapProblems(sources.map(([key, { bucketName, prefix }]) => ({ key, bucketName, prefix }))),
    ];
}

function descriptionProblems(property: string, description: string | undefined): string[] {
    if (description === undefined || (description.length > 0 && description.length <= LONGEST_DESCRIPTION)) return [];
    return [`${property} has ${description.length} characters: it takes 1 to ${LONGEST_DESCRIPTION}.`];
}

/** Two sources over the same documents find each of them twice. */
function overlapProblems(sources: readonly { key: string; bucketName: unknown; prefix: string }[]): string[] {
    return sources.flatMap((one, index) =>
        sources
            .slice(index + 1)
            .filter(({ bucketName, prefix }) => bucketName === one.bucketName && overlap(prefix, one.prefix))
            .map(
                (other) =>
                    `dataSources.${one.key}.prefix "${one.prefix}" and dataSources.${other.key}.prefix "${other.prefix}" take in the same documents: give them folders beside each other.`,
            ),
    );
}

function overlap(left: string, right: string): boolean {
    return left.startsWith(right) || right.startsWith(left);
}
