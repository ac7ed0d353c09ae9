// Preloaded into each policy pack's process.
const { intercept, lazily, putOffTooling } = require("../lazy-modules.cjs");

// No pack outlives a runner that was killed.
process.once("disconnect", () => process.exit(1));
// The channel to the runner must not keep a pack alive that failed to start.
process.channel?.unref();

putOffTooling();

// Pulumi's host for packs sets TypeScript up for every pack. One that is shipped as JavaScript, as it should be, never
// needs it: it is set up when the first TypeScript file is loaded.
intercept({
    typescript: (load) => lazily(load, { version: require("typescript/package.json").version }),
    "ts-node": (load) => ({ VERSION: require("ts-node/package.json").version, register: registerLater(load) }),
});

function registerLater(load) {
    return (options) => {
        const extensions = require("node:module")._extensions;
        extensions[".ts"] = (module, filename) => {
            delete extensions[".ts"];
            load().register(options);
            return extensions[".ts"](module, filename);
        };
    };
}
