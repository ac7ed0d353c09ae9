import { type Product, ProductStatus } from "../product";
import { CatalogFormat, type RowFault, readRow } from "./row";
import { splitRows } from "./split";
import { unpack } from "./unpack";
import { UnreadableCatalog } from "./unreadable";

/** The most rows that one file may have. */
export const MOST_ROWS = 100_000;

export interface ReadOptions {
    /** Default: each row is looked at. */
    readonly format?: CatalogFormat;
    /** The one currency that is accepted, and that of files which name none. Default: that of most rows; `USD` for such files. */
    readonly currency?: string;
}

/** What a catalogue file says. */
export interface CatalogFile {
    /** Good rows. Their ids are unique, their currency is the same, and their related ids are among them. */
    readonly products: readonly Product[];
    /** Rows in the file, good and bad. */
    readonly rows: number;
    /** Every fault of every bad row. */
    readonly faults: readonly RowFault[];
    readonly rejectedRows: number;
    /** Ids of bad rows: what is loaded under them stays as it is. */
    readonly rejectedIds: ReadonlySet<string>;
    /** A bad row's id can't be read: any product that is missing could be meant. */
    readonly hasNamelessRejects: boolean;
    /** What was left out of good rows. */
    readonly warnings: readonly RowFault[];
}

interface ReadProduct {
    readonly product: Product;
    readonly line: number;
    readonly row: number;
}

/**
 * Reads a catalogue file: a JSON array or JSON lines, with LF or CRLF, with or without a byte order mark, plain or gzip.
 *
 * @throws UnreadableCatalog for a file that is broken or too large
 */
export async function readCatalog(chunks: AsyncIterable<Uint8Array>, options: ReadOptions = {}): Promise<CatalogFile> {
    const { format = CatalogFormat.Auto, currency } = options;
    const read: ReadProduct[] = [];
    const rejects = new Rejects();
    let row = 0;
    for await (const raw of splitRows(unpack(chunks))) {
        row += 1;
        if (row > MOST_ROWS) throw new UnreadableCatalog(`has more than ${MOST_ROWS} rows`);
        const result = readRow(raw, format, currency ?? "USD");
        const { line } = raw;
        if ("product" in result) read.push({ product: result.product, line, row });
        else rejects.add({ line, row }, result.id, result.faults);
    }
    const good = inOneCurrency(withoutDuplicates(read, rejects), currency, rejects);
    const { products, warnings } = withKnownRelations(good);
    return { products, warnings, rows: row, ...rejects.summary() };
}

class Rejects {
    readonly #faults: RowFault[] = [];
    readonly #rows = new Set<number>();
    readonly #ids = new Set<string>();
    #isNameless = false;

    add(
        { line, row }: Pick<RowFault, "line" | "row">,
        id: string | null,
        faults: readonly Pick<RowFault, "field" | "reason">[],
    ): void {
        this.#rows.add(row);
        if (id === null) this.#isNameless = true;
        else this.#ids.add(id);
        for (const { field, reason } of faults) this.#faults.push({ line, row, field, reason });
    }

    has(id: string): boolean {
        return this.#ids.has(id);
    }

    summary() {
        return {
            faults: this.#faults.toSorted((a, b) => a.row - b.row),
            rejectedRows: this.#rows.size,
            rejectedIds: this.#ids,
            hasNamelessRejects: this.#isNameless,
        };
    }
}

/**
 * Of rows that share an id none is taken, be some of them bad or not: which of them is meant would otherwise hang on their
 * order.
 */
function withoutDuplicates(read: readonly ReadProduct[], rejects: Rejects): ReadProduct[] {
    const counts = new Map<string, number>();
    for (const { product } of read) counts.set(product.id, (counts.get(product.id) ?? 0) + 1);
    return read.filter((found) => {
        const { id } = found.product;
        if (counts.get(id) === 1 && !rejects.has(id)) return true;
        rejects.add(found, id, [{ field: "id", reason: "is the id of another row as well" }]);
        return false;
    });
}

function inOneCurrency(read: readonly ReadProduct[], asked: string | undefined, rejects: Rejects): ReadProduct[] {
    const currency = asked ?? commonestCurrency(read);
    return read.filter((found) => {
        if (found.product.currency === currency) return true;
        rejects.add(found, found.product.id, [{ field: "currency", reason: `must be ${currency}, as in other rows` }]);
        return false;
    });
}

function commonestCurrency(read: readonly ReadProduct[]): string | undefined {
    const counts = new Map<string, number>();
    for (const { product } of read) counts.set(product.currency, (counts.get(product.currency) ?? 0) + 1);
    const [commonest] = [...counts].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
    return commonest?.[0];
}

function withKnownRelations(read: readonly ReadProduct[]): { products: Product[]; warnings: RowFault[] } {
    const known = new Set(
        read.filter(({ product }) => product.status === ProductStatus.Active).map(({ product }) => product.id),
    );
    const warnings: RowFault[] = [];
    const products = read.map(({ product, line, row }) => {
        const related = product.related.filter((id) => known.has(id) && id !== product.id);
        const dropped = product.related.length - related.length;
        if (dropped === 0) return product;
        warnings.push({
            line,
            row,
            field: "related",
            reason: `${dropped} of ${product.related.length} ids are of no other product that can be bought, and were left out`,
        });
        return { ...product, related };
    });
    return { products, warnings };
}
