import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Registration } from "../types";
import type { Inherited } from "./registration";
import { isProviderType, packageOf } from "./urn";

/**
 * Keeps what resources pass on to their children. The Pulumi engine hands down providers, `protect`,
 * `retainOnDelete` and `deletedWith`, and nothing else (pulumi/pulumi, pkg/resource/deploy/source_eval.go).
 */
export class Inheritance {
    private readonly byUrn = new Map<string, Registration>();
    private readonly providerReferences = new Map<string, ReadonlyMap<string, string>>();

    /** @param defaults - gives the configuration of a package's default provider */
    constructor(private readonly defaults: (packageName: string) => Record<string, unknown>) {}

    /** What a resource that is being registered has by itself or from its parent. */
    forRequest(request: RegisterResourceRequest): Inherited {
        const parent = this.byUrn.get(request.getParent());
        return {
            protect: (request.hasProtect() ? request.getProtect() : parent?.protect) ?? false,
            retainOnDelete:
                (request.hasRetainondelete() ? request.getRetainondelete() : parent?.retainOnDelete) ?? false,
            deletedWith: request.getDeletedwith() || parent?.deletedWith,
            ...this.provider(request.getType(), request.getCustom(), request.getProvider(), request.getParent()),
        };
    }

    /** What a resource that is being read has by itself or from its parent. */
    forRead(type: string, provider: string, parent: string): Inherited {
        return { protect: false, retainOnDelete: false, ...this.provider(type, true, provider, parent) };
    }

    /** Configuration of the provider that answers a call of a provider function. */
    providerInputs(token: string, provider: string): Record<string, unknown> {
        return this.provider(token, true, provider, "").providerInputs;
    }

    /** Remembers a resource, so that its children find it. */
    add(registration: Registration, ownProviders: Iterable<[string, string]>): void {
        this.byUrn.set(registration.urn, registration);
        const inherited = this.providerReferences.get(registration.parent ?? "") ?? [];
        this.providerReferences.set(registration.urn, new Map([...inherited, ...ownProviders]));
    }

    private provider(
        type: string,
        custom: boolean,
        explicit: string,
        parent: string,
    ): Pick<Inherited, "provider" | "providerInputs"> {
        if (!custom || isProviderType(type)) {
            return { providerInputs: {} };
        }
        const packageName = packageOf(type);
        const reference = explicit || this.providerReferences.get(parent)?.get(packageName);
        const inputs = reference === undefined ? undefined : this.byUrn.get(urnOfReference(reference))?.inputs;
        const providerInputs = inputs === undefined ? this.defaults(packageName) : decodeProviderConfig(inputs);
        return { provider: reference, providerInputs };
    }
}

/** The URN in a provider reference, which is `<urn>::<id>`. */
export function urnOfReference(reference: string): string {
    return reference.slice(0, reference.lastIndexOf("::"));
}

/** The configuration of a provider travels with every value that is not a string as JSON. */
export function decodeProviderConfig(config: Record<string, unknown>): Record<string, unknown> {
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, decode(value)]));
}

function decode(value: unknown): unknown {
    if (typeof value !== "string" || !/^(?:[[{]|true$|false$)/.test(value)) {
        return value;
    }
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}
