// What Slack itself writes beside a bot's texts, in the language of the person who looks.

const EN = { optional: "optional", choose: "Choose…", onlyYou: "Only visible to you", edited: "(edited)" };
const RU = { optional: "необязательно", choose: "Выберите…", onlyYou: "Видно только вам", edited: "(изменено)" };

export const words = (ctx) => (ctx.who.locale.startsWith("ru") ? RU : EN);
