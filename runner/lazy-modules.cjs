// Puts off loading heavy modules that the Pulumi SDK requires at start and hardly ever needs.
const Module = require("node:module");

/** Gives a stand-in for a module, which loads it at the first use. What is `known` of the module needs no loading. */
function lazily(load, known = {}) {
    let loaded;
    const target = () => {
        loaded ??= load();
        return loaded;
    };
    return new Proxy(
        {},
        {
            get: (_, key) => {
                // Keeps the interop helpers of compiled code from copying, and so loading, every property.
                const isKnown = loaded === undefined && (key === "__esModule" || key in known);
                if (isKnown) {
                    return known[key] ?? true;
                }
                // A stand-in that was taken for an ES module is asked for the default export of a CommonJS one.
                return key === "default" && !("default" in target()) ? target() : target()[key];
            },
            has: (_, key) => key in target(),
            ownKeys: () => Reflect.ownKeys(target()),
            getOwnPropertyDescriptor: (_, key) => {
                const descriptor = Object.getOwnPropertyDescriptor(target(), key);
                return descriptor && { ...descriptor, configurable: true };
            },
        },
    );
}

/** Lets a function answer each request of the SDK for one of the named modules. It is given how to load the real one. */
function intercept(answers) {
    const load = Module._load;
    Module._load = function (request, parent, isMain) {
        const answer = /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "") ? answers[request] : undefined;
        const real = () => load.call(this, request, parent, isMain);
        return answer === undefined ? real() : answer(real);
    };
}

/** These serve the serialisation of functions alone, and take half of the SDK's loading time. */
function putOffSerialisation() {
    intercept({
        "../../typescript-shim": (load) => lazily(load),
        "@npmcli/arborist": (load) => lazily(load),
        "normalize-package-data": (load) => lazily(load),
    });
}

module.exports = { intercept, lazily, putOffSerialisation };
