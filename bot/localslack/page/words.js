// What Slack itself writes beside a bot's texts, in the language of the person who looks.

const EN = {
  optional: "optional", choose: "Choose…", onlyYou: "Only visible to you", edited: "(edited)",
  attach: "Attach a file", attached: "Files to send", drop: "Drop the file here, then send it",
  remove: (name) => `Remove ${name}`,
  tooLarge: (name) => `${name} is too large for the local Slack: it takes files of up to 70 MB.`,
  shortcuts: "Shortcuts", moreActions: "More actions", type: "Type to search…", found: "What was found",
  nothing: "Nothing found", save: "Save", cancel: "Cancel", editMessage: "Edit message",
  deleteMessage: "Delete message", deleteSure: "It goes for everybody, and cannot be brought back.", deleteYes: "Delete",
};
const RU = {
  optional: "необязательно", choose: "Выберите…", onlyYou: "Видно только вам", edited: "(изменено)",
  attach: "Прикрепить файл", attached: "Файлы к отправке", drop: "Перетащите файл сюда и отправьте его",
  remove: (name) => `Убрать ${name}`,
  shortcuts: "Быстрые действия", moreActions: "Другие действия", type: "Начните вводить…", found: "Что нашлось",
  nothing: "Ничего не нашлось", save: "Сохранить", cancel: "Отмена", editMessage: "Изменить сообщение",
  deleteMessage: "Удалить сообщение", deleteSure: "Оно исчезнет у всех, вернуть его нельзя.", deleteYes: "Удалить",
  tooLarge: (name) => `Файл ${name} слишком велик: локальный Slack принимает файлы до 70 МБ.`,
};

export const words = (ctx) => (ctx.who.locale.startsWith("ru") ? RU : EN);
