// Emoji names the bot and its readers are likely to use.

import { h } from "./dom.js";

const TABLE = `
tada 🎉|rocket 🚀|fire 🔥|star ⭐|star2 🌟|sparkles ✨|trophy 🏆|medal 🏅|dart 🎯|bulb 💡|bell 🔔|mega 📣|loudspeaker 📢
wave 👋|clap 👏|raised_hands 🙌|pray 🙏|muscle 💪|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|point_right 👉|point_up ☝️|eyes 👀
heart ❤️|green_heart 💚|yellow_heart 💛|blue_heart 💙|purple_heart 💜|handshake 🤝|ok_hand 👌|crossed_fingers 🤞
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|warning ⚠️|exclamation ❗|question ❓|no_entry ⛔
rotating_light 🚨|construction 🚧|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|alarm_clock ⏰|clock ⏲️|zzz 💤
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|memo 📝|pencil ✏️|pencil2 ✏️|calendar 📅|date 📅
spiral_calendar_pad 🗓️|clipboard 📋|pushpin 📌|paperclip 📎|link 🔗|lock 🔒|key 🔑|gear ⚙️|wrench 🔧|package 📦|email 📧
speech_balloon 💬|thought_balloon 💭|busts_in_silhouette 👥|bust_in_silhouette 👤|office 🏢|house 🏠|globe_with_meridians 🌐
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|white_circle ⚪
black_circle ⚫|large_green_square 🟩|large_yellow_square 🟨|large_red_square 🟥|white_large_square ⬜|small_blue_diamond 🔹
arrow_up ⬆️|arrow_down ⬇️|arrow_right ➡️|arrow_left ⬅️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrows_counterclockwise 🔄
repeat 🔁|seedling 🌱|herb 🌿|palm_tree 🌴|airplane ✈️|beach_with_umbrella 🏖️|face_with_thermometer 🤒|coffee ☕|cake 🍰
slightly_smiling_face 🙂|smile 😄|smiley 😃|grinning 😀|blush 😊|thinking_face 🤔|neutral_face 😐|slightly_frowning_face 🙁
disappointed 😞|sweat_smile 😅|sunglasses 😎|partying_face 🥳|robot_face 🤖|ghost 👻|100 💯|information_source ℹ️|new 🆕|soon 🔜`;

const BY_NAME = new Map(
  TABLE.trim().split(/[\n|]/).map((entry) => entry.split(" ")),
);
const BY_SIGN = new Map([...BY_NAME].reverse().map(([name, sign]) => [sign, name]));
const FINDER = /:([a-z0-9_+-]+):|\p{Extended_Pictographic}\uFE0F?/gu;

const drawn = new Map();
// Where no font has the sign, the name in colons says more than an empty box.
function drawable(sign) {
  if (!drawn.has(sign)) drawn.set(sign, picture(sign) !== picture(NOWHERE));
  return drawn.get(sign);
}

// A code point that Unicode promises never to assign shows what "missing" looks like here.
const NOWHERE = "\u{10FFFE}";
let canvas = null;
function picture(text) {
  canvas ??= h("canvas", { width: 32, height: 32 }).getContext("2d", { willReadFrequently: true });
  canvas.clearRect(0, 0, 32, 32);
  canvas.font = "24px sans-serif";
  canvas.fillText(text, 0, 26);
  return canvas.getImageData(0, 0, 32, 32).data.join();
}

// Older signs of the same meaning, which nearly every text font has.
const OLDER = { "✅": "✔", "❌": "✘", "⭐": "★", "❗": "!", "❓": "?" };

function sign(name, char) {
  const found = [char, OLDER[char]].find((one) => one && drawable(one));
  const classes = found ? "emoji" : "emoji emoji-name";
  return h("span", { class: classes, role: "img", "aria-label": name.replaceAll("_", " ") }, found ?? `:${name}:`);
}

// Splits text into strings and emoji; what is in no table stays as it was written.
export function withEmoji(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(FINDER)) {
    const name = match[1] ?? BY_SIGN.get(match[0]) ?? BY_SIGN.get(`${match[0]}\uFE0F`);
    const char = match[1] ? BY_NAME.get(match[1]) : match[0];
    if (!name || !char) continue;
    parts.push(text.slice(from, match.index), sign(name, char));
    from = match.index + match[0].length;
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

export const emojiByName = (name) => (BY_NAME.has(name) ? sign(name, BY_NAME.get(name)) : `:${name}:`);
