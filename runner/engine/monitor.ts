import { status } from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
    type ReadResourceRequest,
    type RegisterPackageRequest,
    RegisterPackageResponse,
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    type ResourceCallRequest,
    type ResourceInvokeRequest,
    type SupportsFeatureRequest,
    SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Engine } from "./engine";
import { messageOf } from "./errors";
import type { Gate } from "./gate";

type Answer = (error: unknown, response?: unknown) => void;

/** The methods of Pulumi's `ResourceMonitor` service (pulumi/pulumi, proto/pulumi/resource.proto), called in process. */
export type Monitor = Record<string, (request: never, answer: Answer) => void>;

/** Features that the SDK asks for and that it must not use: it would send inputs as wrapped output values. */
const UNSUPPORTED_FEATURES = ["outputValues"];

/** Makes an engine answer as the service that the SDK talks to. */
export function monitorOf(engine: Engine, gate: Gate): Monitor {
    const done = async (): Promise<Empty> => new Empty();
    const hook = (_: unknown, answer: Answer) => gate.serve(async () => engine.registerHook(), answer);
    return {
        supportsFeature: (request: SupportsFeatureRequest, answer) => {
            const response = new SupportsFeatureResponse();
            response.setHassupport(!UNSUPPORTED_FEATURES.includes(request.getId()));
            answer(null, response);
        },
        registerResource: (request: RegisterResourceRequest, answer) =>
            gate.serve(() => engine.registerResource(request), answer),
        registerResourceOutputs: (request: RegisterResourceOutputsRequest, answer) =>
            gate.serve(async () => {
                engine.registerResourceOutputs(request);
                return new Empty();
            }, answer),
        readResource: (request: ReadResourceRequest, answer) => gate.serve(() => engine.readResource(request), answer),
        invoke: (request: ResourceInvokeRequest, answer) =>
            gate.serveFallible(
                () => engine.invoke(request),
                (error, response) => answer(error === null ? null : rpcError(error), response),
            ),
        registerStackTransform: (callback: Callback, answer) => {
            engine.transforms.addStackTransform(callback);
            answer(null, new Empty());
        },
        registerStackInvokeTransform: (callback: Callback, answer) => {
            engine.transforms.addStackInvokeTransform(callback);
            answer(null, new Empty());
        },
        registerPackage: (request: RegisterPackageRequest, answer) => {
            const response = new RegisterPackageResponse();
            response.setRef(`${request.getName()}@${request.getVersion()}`);
            answer(null, response);
        },
        registerResourceHook: hook,
        registerErrorHook: hook,
        call: (request: ResourceCallRequest, answer) => gate.serve(() => engine.callMethod(request), answer),
        signalAndWaitForShutdown: (_: unknown, answer) => gate.serve(done, answer),
        getDeploymentInfo: (_: unknown, answer) => answer(rpcError(new Error("not implemented"), status.UNIMPLEMENTED)),
        close: () => undefined,
    };
}

/** The SDK reads nothing but `code` and `details` of an error that comes from the service. */
function rpcError(error: unknown, code: number = status.UNKNOWN): Error {
    const details = messageOf(error);
    return Object.assign(new Error(details, { cause: error }), { code, details });
}
