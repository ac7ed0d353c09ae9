import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { Callback, CallbackInvokeResponse } from "@pulumi/pulumi/proto/callback_pb";
import { CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import type { RegisterResourceRequest, ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import {
    TransformInvokeOptions,
    TransformInvokeRequest,
    TransformInvokeResponse,
    TransformRequest,
    TransformResourceOptions,
    TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";

interface CallbackClient {
    invoke(
        request: CallbackInvokeRequest,
        callback: (error: ServiceError | null, response: CallbackInvokeResponse) => void,
    ): void;
    close(): void;
}

// The SDK ships no type declarations for this module.
const { CallbacksClient } = require("@pulumi/pulumi/proto/callback_grpc_pb") as {
    CallbacksClient: new (target: string, channelCredentials: unknown) => CallbackClient;
};

/** Runs the program's transforms, which live in a callback server that the program itself starts. */
export class Transforms {
    private readonly clients = new Map<string, CallbackClient>();
    private readonly ownTransforms = new Map<string, { parent: string; callbacks: Callback[] }>();
    private readonly stackTransforms: Callback[] = [];
    private readonly stackInvokeTransforms: Callback[] = [];

    addStackTransform(callback: Callback): void {
        this.stackTransforms.push(callback);
    }

    addStackInvokeTransform(callback: Callback): void {
        this.stackInvokeTransforms.push(callback);
    }

    /** Remembers a resource's own transforms, which apply to its descendants as well. */
    add(urn: string, parent: string, callbacks: Callback[]): void {
        this.ownTransforms.set(urn, { parent, callbacks });
    }

    /** Applies a resource's own transforms, then its ancestors', then the stack's; changes the request in place. */
    async apply(request: RegisterResourceRequest): Promise<void> {
        const callbacks = [...request.getTransformsList()];
        for (let urn = request.getParent(); urn !== ""; ) {
            const ancestor = this.ownTransforms.get(urn);
            callbacks.push(...(ancestor?.callbacks ?? []));
            urn = ancestor?.parent ?? "";
        }
        callbacks.push(...this.stackTransforms);
        for (const callback of callbacks) {
            const transform = new TransformRequest();
            transform.setType(request.getType());
            transform.setName(request.getName());
            transform.setCustom(request.getCustom());
            transform.setParent(request.getParent());
            transform.setProperties(request.getObject());
            transform.setOptions(optionsOf(request));
            const response = TransformResponse.deserializeBinary(
                await this.call(callback, transform.serializeBinary()),
            );
            request.setObject(response.getProperties());
            setOptions(request, response.getOptions());
        }
    }

    /** Applies the stack's transforms of provider functions; changes the request in place. */
    async applyToInvoke(request: ResourceInvokeRequest): Promise<void> {
        for (const callback of this.stackInvokeTransforms) {
            const transform = new TransformInvokeRequest();
            transform.setToken(request.getTok());
            transform.setArgs(request.getArgs());
            const options = new TransformInvokeOptions();
            options.setProvider(request.getProvider());
            options.setVersion(request.getVersion());
            transform.setOptions(options);
            const response = TransformInvokeResponse.deserializeBinary(
                await this.call(callback, transform.serializeBinary()),
            );
            request.setArgs(response.getArgs());
            request.setProvider(response.getOptions()?.getProvider() ?? request.getProvider());
        }
    }

    close(): void {
        for (const client of this.clients.values()) {
            client.close();
        }
        this.clients.clear();
    }

    private call(callback: Callback, body: Uint8Array): Promise<Uint8Array> {
        const target = callback.getTarget();
        const client = this.clients.get(target) ?? new CallbacksClient(target, credentials.createInsecure());
        this.clients.set(target, client);
        const request = new CallbackInvokeRequest();
        request.setToken(callback.getToken());
        request.setRequest(body);
        return new Promise((resolve, reject) => {
            client.invoke(request, (error, response) => {
                if (error === null) {
                    resolve(response.getResponse_asU8());
                } else {
                    reject(new Error(error.details));
                }
            });
        });
    }
}

function optionsOf(request: RegisterResourceRequest): TransformResourceOptions {
    const options = new TransformResourceOptions();
    options.setDependsOnList(request.getDependenciesList());
    if (request.hasProtect()) {
        options.setProtect(request.getProtect() ?? false);
    }
    if (request.hasRetainondelete()) {
        options.setRetainOnDelete(request.getRetainondelete() ?? false);
    }
    if (request.getDeletebeforereplacedefined()) {
        options.setDeleteBeforeReplace(request.getDeletebeforereplace());
    }
    options.setIgnoreChangesList(request.getIgnorechangesList());
    options.setReplaceOnChangesList(request.getReplaceonchangesList());
    options.setVersion(request.getVersion());
    options.setAliasesList(request.getAliasesList());
    options.setProvider(request.getProvider());
    options.setCustomTimeouts(request.getCustomtimeouts());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    options.setDeletedWith(request.getDeletedwith());
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    options.setImport(request.getImportid());
    for (const [packageName, reference] of request.getProvidersMap().toArray()) {
        options.getProvidersMap().set(packageName, reference);
    }
    return options;
}

function setOptions(request: RegisterResourceRequest, options: TransformResourceOptions | undefined): void {
    if (options === undefined) {
        return;
    }
    request.setDependenciesList(options.getDependsOnList());
    if (options.hasProtect()) {
        request.setProtect(options.getProtect() ?? false);
    }
    if (options.hasRetainOnDelete()) {
        request.setRetainondelete(options.getRetainOnDelete() ?? false);
    }
    if (options.hasDeleteBeforeReplace()) {
        request.setDeletebeforereplace(options.getDeleteBeforeReplace() ?? false);
        request.setDeletebeforereplacedefined(true);
    }
    request.setIgnorechangesList(options.getIgnoreChangesList());
    request.setReplaceonchangesList(options.getReplaceOnChangesList());
    request.setAliasesList(options.getAliasesList());
    request.setProvider(options.getProvider());
    request.setCustomtimeouts(options.getCustomTimeouts());
    request.setDeletedwith(options.getDeletedWith());
    request.setAdditionalsecretoutputsList(options.getAdditionalSecretOutputsList());
    request.setImportid(options.getImport());
    for (const [packageName, reference] of options.getProvidersMap().toArray()) {
        request.getProvidersMap().set(packageName, reference);
    }
}
