// Loads a program's modules so that it shares this program's copy of the Pulumi SDK: the SDK keeps the state of a
// deployment in its modules, and a program that brought a copy of its own would talk to nobody.
const Module = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const SDK = /^@pulumi\/pulumi(?:\/|$)/;
const PULUMI = /^@pulumi\//;

let isRegistered = false;

/** Lets `require` find the shared packages until the function that it returns is called. */
function share() {
    const resolve = Module._resolveFilename;
    const ours = (request) => resolve.call(Module, request, module, false);
    Module._resolveFilename = function (request, ...rest) {
        if (SDK.test(request)) {
            return ours(request);
        }
        try {
            return resolve.call(this, request, ...rest);
        } catch (error) {
            // A program whose packages are not installed can be judged all the same when this program has them.
            if (!PULUMI.test(request) || error.code !== "MODULE_NOT_FOUND") {
                throw error;
            }
            try {
                return ours(request);
            } catch {
                throw error;
            }
        }
    };
    return () => {
        Module._resolveFilename = resolve;
    };
}

/**
 * Imports an ES module and its siblings afresh, TypeScript included.
 *
 * Node keeps ES modules for ever, so each evaluation asks for them under another address.
 */
function importAfresh(file, evaluation) {
    if (!isRegistered) {
        isRegistered = true;
        Module.register(pathToFileURL(join(__dirname, "program-hooks.mjs")));
    }
    const url = pathToFileURL(file);
    url.searchParams.set("evaluation", String(evaluation));
    return import(url.href);
}

module.exports = { share, importAfresh };
