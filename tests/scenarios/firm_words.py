"""A company of three teams, and what its digest and the ways to it say in both languages."""

from typing import NamedTuple

PLAN = """
teams:
  - {name: Product, channel: C0PRODUCT, lead: U0BORIS, members: [U0BORIS], timezone: Europe/Moscow, language: LANGUAGE}
  - {name: Quiet, lead: U0BORIS, members: [U0BORIS], timezone: Europe/Moscow, checkin: {day: wed, every: 4}}
objectives:
  - title: A better product
    level: company
    team: Product
    owner: U0BORIS
    cycle: 2026-Q4
    visibility: team
    key_results:
      - {title: Crashes, owner: U0BORIS, start: 10, target: 1}
  - title: Peace
    team: Quiet
    owner: U0BORIS
    cycle: 2026-Q4
    key_results:
      - {title: Hours of it, owner: U0BORIS, start: 0, target: 9}
"""


class Said(NamedTuple):
    settings: str
    title: str
    box: str
    option: str
    digest: str
    typed: str
    team_typed: str
    support: str
    product: str
    quiet: str
    deciding: str
    objective: str
    refused: str


SAID = {
    "en": Said(
        "settings", "Your settings", "Company digest", "Send it to me on Mondays at 9:00", "Company digest, ",
        "digest company", "digest team Company", "Support*: 1 needs attention, 1 on track, 1 of 2 answered; 75\u00a0%",
        "Product*: 1 needs attention, 1 of 1 answered; 0\u00a0%",
        "Quiet*: 1 without data, no check-in since November 23",
        "• 2.1 Crashes: low confidence, 2 of 10; behind the expected pace · Boris · "
        "blocker since November 27: no <b> phones",
        "2 A better product*: 0\u00a0%, needs attention", "The company digest is for admins",
    ),
    "ru": Said(
        "настройки", "Ваши настройки", "Дайджест компании", "Присылать мне по понедельникам в 9:00",
        "Дайджест компании, ", "дайджест компания", "дайджест команда Company",
        "Support*: 1 требует внимания, 1 идёт по плану, ответили 1 из 2; 75\u00a0%",
        "Product*: 1 требует внимания, ответили 1 из 1; 0\u00a0%", "Quiet*: 1 без данных, чек-ина не было с 23 ноября",
        "• 2.1 Crashes: низкая уверенность, 2 из 10; отстаёт от ожидаемого темпа · Boris · "
        "мешает с 27 ноября: no <b> phones",
        "2 A better product*: 0\u00a0%, требует внимания", "Дайджест компании видят администраторы",
    ),
}  # fmt: skip
FORM = {
    "en": ("Check in", "Value", "Confidence (0-10)", "Blocker"),
    "ru": ("Ответить", "Значение", "Уверенность (0–10)", "Что мешает"),
}
LABEL = {"en": "Show", "ru": "Показать"}
NO_ROUND = {"en": "Team “Company” was not asked", "ru": "У команды «Company» ещё не было"}
