import {
    CreateEventSourceMappingCommand,
    EventSourcePosition,
    FunctionResponseType,
    GetEventSourceMappingCommand,
    ListEventSourceMappingsCommand,
    UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { lambda } from "../clients";
import { known } from "./known";
import { functionNameOf } from "./lambda";
import type { HandlerTable, Target, TypeHandler } from "./types";

function settingsOf({ inputs }: Target) {
    const filters = inputs.optionalSection("filterCriteria")?.sections("filters") ?? [];
    const concurrency = inputs.optionalSection("scalingConfig")?.optionalNumber("maximumConcurrency");
    const onFailure = inputs.optionalSection("destinationConfig")?.optionalSection("onFailure");
    return {
        Enabled: inputs.optionalFlag("enabled") ?? true,
        BatchSize: inputs.optionalNumber("batchSize"),
        MaximumBatchingWindowInSeconds: inputs.optionalNumber("maximumBatchingWindowInSeconds"),
        MaximumRetryAttempts: inputs.optionalNumber("maximumRetryAttempts"),
        MaximumRecordAgeInSeconds: inputs.optionalNumber("maximumRecordAgeInSeconds"),
        BisectBatchOnFunctionError: inputs.optionalFlag("bisectBatchOnFunctionError"),
        ParallelizationFactor: inputs.optionalNumber("parallelizationFactor"),
        FunctionResponseTypes: known(inputs.texts("functionResponseTypes"), FunctionResponseType),
        ...(filters.length > 0 && {
            FilterCriteria: { Filters: filters.map((filter) => ({ Pattern: filter.text("pattern") })) },
        }),
        ...(concurrency !== undefined && { ScalingConfig: { MaximumConcurrency: concurrency } }),
        ...(onFailure && { DestinationConfig: { OnFailure: { Destination: onFailure.text("destinationArn") } } }),
    };
}

async function existingId({ inputs, connection, call }: Target): Promise<string | undefined> {
    const request = {
        FunctionName: functionNameOf(inputs.text("functionName")),
        EventSourceArn: inputs.text("eventSourceArn"),
    };
    const found = await call("ListEventSourceMappings", () =>
        lambda(connection).send(new ListEventSourceMappingsCommand(request)),
    );
    return found.EventSourceMappings?.[0]?.UUID;
}

/**
 * The emulator's poller doesn't act as the function's role, as AWS's does: a role that may not read the source is found
 * out on AWS only. Of Kinesis it ignores partial answers, retry limits and destinations of failures.
 */
const eventSourceMapping: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const functionName = inputs.text("functionName");
        const client = lambda(connection);
        const existing = await existingId(target);
        const settings = settingsOf(target);
        const mapping =
            existing === undefined
                ? await call("CreateEventSourceMapping", () =>
                      client.send(
                          new CreateEventSourceMappingCommand({
                              ...settings,
                              FunctionName: functionName,
                              EventSourceArn: inputs.text("eventSourceArn"),
                              StartingPosition: inputs.optionalOneOf("startingPosition", EventSourcePosition),
                              Tags: inputs.map("tags"),
                          }),
                      ),
                  )
                : await call("UpdateEventSourceMapping", () =>
                      client.send(
                          new UpdateEventSourceMappingCommand({
                              ...settings,
                              UUID: existing,
                              FunctionName: functionName,
                          }),
                      ),
                  );
        const uuid = mapping.UUID ?? "";
        return { id: uuid, outputs: { uuid, functionArn: mapping.FunctionArn, state: mapping.State } };
    },
    async verify(target, { id }) {
        const { inputs, connection, call, expect } = target;
        const found = await call("GetEventSourceMapping", () =>
            lambda(connection).send(new GetEventSourceMappingCommand({ UUID: id })),
        );
        const wanted = settingsOf(target);
        expect("the source", inputs.text("eventSourceArn"), found.EventSourceArn);
        expect("the mapping's state", wanted.Enabled ? "Enabled" : "Disabled", found.State);
        expect("the batch size", wanted.BatchSize, found.BatchSize);
        expect("the filters", wanted.FilterCriteria?.Filters, found.FilterCriteria?.Filters);
        expect("partial answers", wanted.FunctionResponseTypes, found.FunctionResponseTypes ?? []);
    },
};

export const lambdaSourceHandlers: HandlerTable = {
    "aws:lambda/eventSourceMapping:EventSourceMapping": eventSourceMapping,
};
