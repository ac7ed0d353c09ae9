import { type Product, ProductStatus } from "../../../functions/shop/catalog/product";
import { type Random, seededRandom } from "../../traffic/random";
import { AWKWARD_ROWS, INJECTED_ROWS, type SpecialRow } from "./awkward";
import type { Department, Family } from "./department";
import { DEPARTMENTS } from "./departments";
import { design } from "./design";
import { withRelated } from "./related";

export const DEFAULT_PRODUCTS = 2449;
export const DEFAULT_SEED = 20_260_101;

const OUT_OF_STOCK_SHARE = 0.04;
const DISCONTINUED_SHARE = 0.02;
/** One special row in so many products at most: a small catalogue stays mostly ordinary. */
const PRODUCTS_PER_SPECIAL_ROW = 25;

export interface CatalogueOptions {
    /** Default `DEFAULT_SEED`. */
    readonly seed?: number;
    /** How many products; default `DEFAULT_PRODUCTS`. */
    readonly products?: number;
}

interface Shelf {
    readonly department: Department;
    readonly family: Family;
}

/**
 * The sample shop's products: invented, and the same for the same seed and number. About 4 % are out of stock and 2 %
 * discontinued; `awkward.ts` names the rows that are there to break things.
 *
 * @throws RangeError if the number of products isn't a whole number from 0.
 */
export function catalogue({
    seed = DEFAULT_SEED,
    products: count = DEFAULT_PRODUCTS,
}: CatalogueOptions = {}): Product[] {
    if (!Number.isSafeInteger(count) || count < 0) {
        throw new RangeError(`products must be a whole number from 0, such as ${DEFAULT_PRODUCTS}, but is ${count}`);
    }
    const random = seededRandom(seed);
    const special = specialRows(Math.floor(count / PRODUCTS_PER_SPECIAL_ROW));
    const ordinary = ordinaryProducts(count - special.length, random);
    const products = [...withSales(ordinary, count, random), ...special.map((row) => specialProduct(row, random))];
    return withRelated(products, new Map(SHELVES.map(({ family }) => [family.style, family.goesWith])), random);
}

/** First families of all departments, then their second ones, and so on. */
const SHELVES: readonly Shelf[] = Array.from(
    { length: Math.max(...DEPARTMENTS.map(({ families }) => families.length)) },
    (_, index) => DEPARTMENTS.flatMap((department) => shelfOf(department, index)),
).flat();

function shelfOf(department: Department, index: number): Shelf[] {
    const family = department.families[index];
    return family === undefined ? [] : [{ department, family }];
}

function ordinaryProducts(count: number, random: Random): Product[] {
    const products: Product[] = [];
    for (let round = 1; products.length < count; round++) {
        for (const { department, family } of SHELVES) {
            products.push(...design(department, family, round, random));
        }
    }
    return products.slice(0, count);
}

function withSales(products: readonly Product[], count: number, random: Random): Product[] {
    const drawn = random.shuffled(products.map(({ id }) => id));
    const soldOut = Math.round(count * OUT_OF_STOCK_SHARE);
    const outOfStock = new Set(drawn.slice(0, soldOut));
    const discontinued = new Set(drawn.slice(soldOut, soldOut + Math.round(count * DISCONTINUED_SHARE)));
    return products.map((product) => ({
        ...product,
        stock: outOfStock.has(product.id) ? 0 : product.stock,
        status: discontinued.has(product.id) ? ProductStatus.Discontinued : product.status,
    }));
}

/** Awkward and injected rows in turn, so that the first few already hold both kinds. */
function specialRows(limit: number): SpecialRow[] {
    const interleaved = AWKWARD_ROWS.flatMap((row, index) => [row, ...INJECTED_ROWS.slice(index, index + 1)]);
    return interleaved.slice(0, limit);
}

function specialProduct(row: SpecialRow, random: Random): Product {
    const shelf = SHELVES.find(({ family }) => family.style === row.style);
    if (shelf === undefined) throw new Error(`No department sells ${row.style}, which ${row.id} belongs to.`);
    const [base] = design(shelf.department, shelf.family, 0, random);
    if (base === undefined) throw new Error(`The family ${row.style} gave no product for ${row.id}.`);
    return {
        ...base,
        id: row.id,
        name: row.name ?? base.name,
        description: row.description ?? base.description,
        price_minor: row.price_minor ?? base.price_minor,
        price_lists: {},
        variant_group: null,
    };
}
