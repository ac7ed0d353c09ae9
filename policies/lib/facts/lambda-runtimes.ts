/**
 * Runtimes of Lambda that AWS had not deprecated in August 2026
 * (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, its table of deprecation dates).
 */
export const supportedRuntimes: readonly string[] = [
    "nodejs22.x",
    "nodejs24.x",
    "python3.10",
    "python3.11",
    "python3.12",
    "python3.13",
    "python3.14",
    "java8.al2",
    "java11",
    "java17",
    "java21",
    "java25",
    "dotnet8",
    "dotnet10",
    "ruby3.3",
    "ruby3.4",
    "provided.al2023",
];
