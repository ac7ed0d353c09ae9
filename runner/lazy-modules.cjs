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
    answerFor(/[\\/]@pulumi[\\/]pulumi[\\/]/, (request) => answers[request]);
}

/** Lets a function answer requests of the files that match, where there is one for the request. */
function answerFor(files, answerOf) {
    const load = Module._load;
    Module._load = function (request, parent, isMain) {
        const answer = files.test(parent?.filename ?? "") ? answerOf(request) : undefined;
        const real = () => load.call(this, request, parent, isMain);
        return answer === undefined ? real() : answer(real);
    };
}

/** These serve the serialisation of functions and the automation of the CLI alone, and take half of the SDK's loading time. */
function putOffTooling() {
    intercept({
        "../../typescript-shim": (load) => lazily(load),
        "@npmcli/arborist": (load) => lazily(load),
        "normalize-package-data": (load) => lazily(load),
        "./automation": (load) => lazily(load),
    });
}

/** The package of the AWS provider loads each of its 250 services at start, of which a program uses some. */
function putOffServices() {
    answerFor(/[\\/]@pulumi[\\/]aws[\\/]index\.js$/, (request) =>
        /^\.\/[a-z0-9]+$/.test(request) ? (load) => lazily(load) : undefined,
    );
}

module.exports = { intercept, lazily, putOffServices, putOffTooling };
