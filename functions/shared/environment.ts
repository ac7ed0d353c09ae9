/** The value of an environment variable that a function can't do without. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
    const value = environment[name];
    if (value === undefined || value === "") {
        throw new Error(`The environment variable ${name} is not set`);
    }
    return value;
}
