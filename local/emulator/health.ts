import { readFileSync } from "node:fs";
import { request } from "node:https";

const TIMEOUT_MS = 2000;

/** Whether the emulator answers at this address, with this certificate. */
export function isHealthy(endpoint: string, certificateFile: string): Promise<boolean> {
    let certificate: Buffer;
    try {
        certificate = readFileSync(certificateFile);
    } catch {
        return Promise.resolve(false);
    }
    return new Promise((resolve) => {
        const asked = request(`${endpoint}/_ministack/health`, { ca: certificate, timeout: TIMEOUT_MS }, (response) => {
            response.resume();
            resolve(response.statusCode === 200);
        });
        asked.on("error", () => resolve(false));
        asked.on("timeout", () => asked.destroy());
        asked.end();
    });
}
