/** A catalogue file that can't be read as a whole, whatever its rows are like. */
export class UnreadableCatalog extends Error {
    /** @param what is wrong, as the end of a sentence whose subject is the file. */
    constructor(what: string) {
        super(`The catalogue file ${what}.`);
        this.name = "UnreadableCatalog";
    }
}
