import type { Department } from "../department";
import { APPAREL } from "./apparel";
import { BEAUTY } from "./beauty";
import { BOOKS } from "./books";
import { ELECTRONICS } from "./electronics";
import { FLOWERS } from "./flowers";
import { FOOTWEAR } from "./footwear";
import { FURNITURE } from "./furniture";
import { GARDEN } from "./garden";
import { GROCERY } from "./grocery";
import { HOME } from "./home";
import { JEWELRY } from "./jewelry";
import { KITCHEN } from "./kitchen";
import { OUTDOORS } from "./outdoors";
import { SPORTS } from "./sports";
import { TOOLS } from "./tools";
import { TOYS } from "./toys";

/** The order is the catalogue's: a small catalogue takes the first families of each department. */
export const DEPARTMENTS: readonly Department[] = [
    OUTDOORS,
    GROCERY,
    APPAREL,
    FOOTWEAR,
    FURNITURE,
    JEWELRY,
    KITCHEN,
    HOME,
    FLOWERS,
    ELECTRONICS,
    SPORTS,
    BEAUTY,
    BOOKS,
    TOYS,
    GARDEN,
    TOOLS,
];
