import {
    CreateApiCommand,
    CreateStageCommand,
    GetApiCommand,
    GetStageCommand,
    ProtocolType,
    type RouteSettings,
    UpdateApiCommand,
    UpdateStageCommand,
} from "@aws-sdk/client-apigatewayv2";
import { apiGateway } from "../clients";
import { corsOf } from "./cors";
import { unless } from "./errors";
import type { Inputs } from "./inputs";
import { kept } from "./kept";
import type { HandlerTable, Target, TypeHandler } from "./types";

const API_NAME_MAX = 128;

function readApi({ connection, call }: Target, id: string) {
    return call("GetApi", () => apiGateway(connection).send(new GetApiCommand({ ApiId: id })));
}

const api: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        if (inputs.value("body") !== undefined) {
            throw new Error(
                "property body can't be carried out: the emulator makes an empty API of a document. State routes and integrations.",
            );
        }
        const client = apiGateway(connection);
        const request = {
            Name: target.physicalName("name", API_NAME_MAX),
            Description: inputs.optionalText("description"),
            CorsConfiguration: corsOf(inputs.optionalSection("corsConfiguration")),
            DisableExecuteApiEndpoint: inputs.optionalFlag("disableExecuteApiEndpoint"),
        };
        const found = await kept(target.previousId, (id) => readApi(target, id));
        const made =
            found === undefined
                ? await call("CreateApi", () =>
                      client.send(
                          new CreateApiCommand({
                              ...request,
                              ProtocolType: inputs.oneOf("protocolType", ProtocolType),
                              Tags: inputs.map("tags"),
                          }),
                      ),
                  )
                : await call("UpdateApi", () => client.send(new UpdateApiCommand({ ...request, ApiId: found.ApiId })));
        const id = made.ApiId ?? "";
        return {
            id,
            outputs: {
                name: request.Name,
                arn: `arn:aws:apigateway:${connection.region}::/apis/${id}`,
                executionArn: `arn:aws:execute-api:${connection.region}:${connection.accountId}:${id}`,
                // Its AWS form: the emulator answers elsewhere, and `httpApiUrl` knows where.
                apiEndpoint: `https://${id}.execute-api.${connection.region}.amazonaws.com`,
            },
        };
    },
    async verify(target, { id, outputs }) {
        const found = await readApi(target, id);
        target.expect("the API's name", outputs.name, found.Name);
        target.expect("the API's protocol", target.inputs.text("protocolType"), found.ProtocolType);
    },
};

function throttlingOf(settings: Inputs | undefined): RouteSettings | undefined {
    return (
        settings && {
            DetailedMetricsEnabled: settings.optionalFlag("detailedMetricsEnabled"),
            ThrottlingBurstLimit: settings.optionalNumber("throttlingBurstLimit"),
            ThrottlingRateLimit: settings.optionalNumber("throttlingRateLimit"),
        }
    );
}

function readStage({ inputs, connection, call }: Target, name: string) {
    const request = { ApiId: inputs.text("apiId"), StageName: name };
    return call("GetStage", () => apiGateway(connection).send(new GetStageCommand(request)));
}

/** The emulator keeps throttling and access log settings and acts on neither. */
const stage: TypeHandler = {
    async create(target) {
        const { inputs, connection, call } = target;
        const [ApiId, StageName] = [inputs.text("apiId"), target.physicalName("name", API_NAME_MAX)];
        const accessLog = inputs.optionalSection("accessLogSettings");
        const request = {
            ApiId,
            StageName,
            AutoDeploy: inputs.optionalFlag("autoDeploy"),
            DefaultRouteSettings: throttlingOf(inputs.optionalSection("defaultRouteSettings")),
            StageVariables: inputs.map("stageVariables"),
            ...(accessLog && {
                AccessLogSettings: {
                    DestinationArn: accessLog.text("destinationArn"),
                    Format: accessLog.text("format"),
                },
            }),
        };
        const client = apiGateway(connection);
        const found = await unless(["NotFound"], () => readStage(target, StageName));
        await (found === undefined
            ? call("CreateStage", () => client.send(new CreateStageCommand({ ...request, Tags: inputs.map("tags") })))
            : call("UpdateStage", () => client.send(new UpdateStageCommand(request))));
        return { id: StageName, outputs: { name: StageName } };
    },
    async verify(target, { id }) {
        const { inputs, expect } = target;
        const found = await readStage(target, id);
        expect("automatic deployment", inputs.optionalFlag("autoDeploy"), found.AutoDeploy);
        const destination = inputs.optionalSection("accessLogSettings")?.text("destinationArn");
        expect("the access log", destination, found.AccessLogSettings?.DestinationArn);
    },
};

export const httpApiHandlers: HandlerTable = {
    "aws:apigatewayv2/api:Api": api,
    "aws:apigatewayv2/stage:Stage": stage,
};
