import { judge } from "./sample";

/** Prints the processor time, in milliseconds, that the check takes for texts made to keep it busy. */
const busy = ["1,".repeat(500), "a ".repeat(500), "one ".repeat(250), "A-".repeat(500), "[".repeat(1_000)];
const begun = process.cpuUsage();
for (const text of [...busy, "x@".repeat(500), "<b>".repeat(330), "$1 ".repeat(330), "A b ".repeat(250)]) judge(text);
console.log(process.cpuUsage(begun).user / 1_000);
