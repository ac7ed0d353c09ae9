import { holdsTheGrants } from "./shop/grants";
import { sellsAndTellsTheLake } from "./shop/journey";
import { refusesStrangers } from "./shop/refusals";
import { keepsFunctionsToTheirRoles } from "./shop/roles";
import { loadsUploads } from "./shop/uploads";
import { ShopWorld } from "./shop/world";

/**
 * The program as `npm start` deploys it, under the emulator's enforcement of IAM: one deployment, and on it all that a shop
 * must do and must not.
 */
describe("the deployed shop", function () {
    this.timeout(120_000);
    let world: ShopWorld | undefined;
    const opened = () => {
        if (world === undefined) throw new Error("The program was not deployed.");
        return world;
    };

    before(async function () {
        this.timeout(300_000);
        world = await ShopWorld.open();
    });
    after(() => world?.close());

    sellsAndTellsTheLake(opened);
    holdsTheGrants(opened);
    refusesStrangers(opened);
    keepsFunctionsToTheirRoles(opened);
    loadsUploads(opened);
});
