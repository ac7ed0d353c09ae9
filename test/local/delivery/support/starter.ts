import { startDelivery } from "../../../../local/delivery";

// A process of its own that starts delivery, for tests of what happens when it goes away.
const [deploymentFile = "", stateDir = ""] = process.argv.slice(2);
startDelivery({ deploymentFile, stateDir }).then((worker) => process.send?.(worker.pid));
