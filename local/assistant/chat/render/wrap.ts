import { displayWidth } from "../../../answers/text";

/** Breaks lines between words, in text that comes bit by bit. A word is held back until it is whole. */
export class WordWrap {
    private column = 0;
    private word = "";
    private gap = "";

    /** @param width columns of a line; undefined: lines are left as they are */
    constructor(
        private readonly width: number | undefined,
        private readonly write: (text: string) => void,
    ) {}

    add(text: string): void {
        for (const part of text.split(/(\s)/)) {
            if (part === "\n") {
                this.flush();
                this.gap = "";
                this.column = 0;
                this.write("\n");
            } else if (/^\s$/.test(part)) {
                this.flush();
                this.gap += part;
            } else {
                this.word += part;
            }
        }
    }

    /** Writes the word that was held back. */
    flush(): void {
        if (this.word === "") return;
        const length = displayWidth(this.word);
        const isTooLong =
            this.width !== undefined && this.column > 0 && this.column + this.gap.length + length > this.width;
        this.write(isTooLong ? `\n${this.word}` : this.gap + this.word);
        this.column = isTooLong ? length : this.column + this.gap.length + length;
        this.word = "";
        this.gap = "";
    }
}
