/** What the shopper is told where the model's answer ends short. */
export const sorry = {
    repeated: "I'm going round in circles here, so I'd better stop. Could you say it in other words?",
    tooMuch: "That took more steps than I can make at once. Shall I go on with a smaller part of it?",
    shortened: " … I had to stop here; ask me to go on if you'd like the rest.",
    blocked: "I can't help with that. Is there anything in the shop that I can look for?",
    slow: "That took too long. Please try again.",
    busy: "Many people are asking right now. Please try again in a moment.",
    model: "Something went wrong while I was answering. Please try again.",
} as const;
