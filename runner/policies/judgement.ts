import type { Registration } from "../types";
import type { PolicyHost } from "./host";
import type { Finding } from "./types";

/** Has resources judged as they come, while the program goes on: the packs run in processes of their own. */
export class Judgement {
    private readonly begun = new Map<Registration, Promise<Finding[]>>();

    constructor(private readonly host: PolicyHost) {}

    /** Has a resource judged, and returns at once. */
    begin(registration: Registration): void {
        const findings = this.host.analyze(registration);
        // Who asks for the findings hears of a failure; nobody may, when the evaluation fails first.
        findings.catch(() => undefined);
        this.begun.set(registration, findings);
    }

    /** What was found about resources, in their order; those that weren't begun are begun now. */
    async of(registrations: readonly Registration[], onDone?: (done: number) => void): Promise<Finding[]> {
        let done = 0;
        const findings = registrations.map(async (registration) => {
            if (!this.begun.has(registration)) {
                this.begin(registration);
            }
            const its = await this.begun.get(registration);
            onDone?.(++done);
            return its ?? [];
        });
        return (await Promise.all(findings)).flat();
    }
}
