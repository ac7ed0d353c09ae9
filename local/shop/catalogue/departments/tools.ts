import { type Department, Naming } from "../department";

export const TOOLS: Department = {
    category: "tools",
    naming: Naming.Series,
    brands: ["Ironbridge", "Benchmate"],
    families: [
        {
            style: "hand tools",
            kinds: ["Claw Hammer", "Screwdriver Set", "Adjustable Wrench", "Tape Measure", "Spirit Level"],
            price: [900, 6900],
            materials: ["forged steel", "chrome-vanadium steel"],
            features: ["a shock-absorbing grip", "a lifetime edge", "a belt clip"],
            purposes: ["For shelves, bikes and everything that squeaks."],
            occasions: ["new home"],
            aliases: ["toolkit"],
            goesWith: ["tool boxes", "bookcases"],
        },
        {
            style: "power tools",
            kinds: ["Cordless Drill", "Jigsaw", "Random Orbit Sander"],
            price: [4900, 24900],
            materials: ["glass-filled nylon", "magnesium alloy"],
            features: ["two batteries", "a brushless motor", "a carrying case"],
            purposes: ["Hangs a new flat's curtains in an afternoon."],
            occasions: ["new home"],
            aliases: ["drill", "electric tools"],
            goesWith: ["hand tools", "tool boxes"],
        },
        {
            style: "tool boxes",
            kinds: ["Steel Tool Box", "Home Tool Kit", "Stacking Organiser"],
            price: [1900, 11900],
            materials: ["powder-coated steel", "impact-resistant plastic"],
            features: ["a lift-out tray", "a lockable lid"],
            purposes: ["Everything in its place, and the place portable."],
            occasions: ["new home", "gift"],
            aliases: ["toolbox", "tool kit"],
            goesWith: ["hand tools"],
        },
    ],
};
