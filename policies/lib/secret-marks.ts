import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

/** A message of the analyser protocol that holds properties. */
interface Message {
    toJavaScript(): unknown;
}

/**
 * The messages that properties were decoded from. The SDK takes the marks of secrets away before a policy sees the
 * properties (@pulumi/policy 1.21.0, deserialize.js), so whether a value is one is looked up in the message.
 */
const messages = new WeakMap<object, object>();
const pathsByProps = new WeakMap<object, readonly string[]>();

/** Notes what properties were decoded from. */
export function rememberMessage(decoded: object, message: object): void {
    messages.set(decoded, message);
}

/** Whether the program marked what stands at a path of a resource's properties, or something around it, as secret. */
export function isSecretAt(props: object, path: string): boolean {
    const paths = pathsByProps.get(props) ?? secretPaths(props);
    pathsByProps.set(props, paths);
    return paths.some(
        (secret) => path === secret || (path.startsWith(secret) && /^[.[]/.test(path.slice(secret.length))),
    );
}

/** The SDK's proxy gives away what it stands for under this name. */
const proxied = "__getSpecialProxyTarget";

function secretPaths(props: object): readonly string[] {
    const target: unknown = Reflect.get(props, proxied);
    const message = typeof target === "object" && target !== null ? messages.get(target) : undefined;
    return message !== undefined && isMessage(message) ? marked(message.toJavaScript(), "") : [];
}

function marked(value: unknown, path: string): readonly string[] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    if (Reflect.get(value, specialSigKey) === specialSecretSig) {
        return [path];
    }
    return Array.isArray(value)
        ? value.flatMap((item, index) => marked(item, `${path}[${index}]`))
        : Object.entries(value).flatMap(([key, member]) => marked(member, path === "" ? key : `${path}.${key}`));
}

function isMessage(value: object): value is Message {
    return "toJavaScript" in value && typeof value.toJavaScript === "function";
}
