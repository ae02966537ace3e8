"""The catalogs: one .po file a feature and language, read once."""

import gettext
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time, format_timedelta
from babel.lists import format_list
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.text.numbers import written

CATALOGS = Path(__file__).parent / "catalogs"
LANGUAGES = ("en", "ru")


def language_of(locale: str | None, default: str = "en") -> str:
    """The catalog for a locale such as ru-RU; `default` where there is none."""
    short = (locale or "").replace("_", "-").split("-")[0].lower()
    return short if short in LANGUAGES else default


@dataclass(frozen=True)
class Text:
    """One language: `text("id", name=...)` for a sentence, `text.count("id", n)` for one with a number in it."""

    language: str
    translations: gettext.GNUTranslations
    locale: Locale

    def __call__(self, message: str, **values: object) -> str:
        return self.translations.gettext(message).format(**values)

    def count(self, message: str, n: int, **values: object) -> str:
        return self.translations.ngettext(message, message, n).format(n=self.number(n), **values)

    def number(self, value: float, digits: int = 2) -> str:
        return written(value, self.locale, digits)

    def listed(self, words: Iterable[str]) -> str:
        """3, 5 and 8."""
        return format_list(list(words), locale=self.locale)

    def percent(self, share: float) -> str:
        """A fraction as whole per cent: 0.6 is 60 %."""
        return self("number.percent", value=self.number(round(share * 100), 0))

    def day(self, day: date) -> str:
        """27 November, without its year."""
        return format_skeleton("MMMMd", datetime.combine(day, time()), locale=self.locale)

    def full_day(self, day: date) -> str:
        return format_date(day, "long", locale=self.locale)

    def weekday(self, day: date) -> str:
        return format_date(day, "EEEE", locale=self.locale)

    def short_day(self, day: date) -> str:
        return format_skeleton("MMMd", datetime.combine(day, time()), locale=self.locale)

    def span(self, first: date, last: date, *, year: bool = True) -> str:
        """From one day to another, told once what both share: Sep 1 – 7, 2026."""
        skeleton = "yMMMd" if year or first.year != last.year else "MMMd"
        return format_interval(first, last, skeleton, locale=self.locale).replace("\u2009", " ")

    def moment(self, instant: datetime, zone: str) -> str:
        """Weekday, day and hour of an instant in a zone: Friday, 27 November, 16:00."""
        local = instant.astimezone(ZoneInfo(zone))
        clock = format_time(local.time(), "HH:mm", locale=self.locale)
        return f"{self.weekday(local.date())}, {self.day(local.date())}, {clock}"

    def lasting(self, span: timedelta) -> str:
        """About how long: 40 seconds, 3 hours."""
        return format_timedelta(span, threshold=1.5, locale=self.locale)


@cache
def speak(language: str) -> Text:
    """The texts of `language`, English for one we do not speak."""
    known = language_of(language)
    merged = Catalog(locale=known)
    for file in sorted((CATALOGS / known).glob("*.po")):
        with file.open("rb") as source:
            for message in read_po(source, locale=known):
                if message.id:
                    merged[message.id] = message
    compiled = io.BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Text(known, gettext.GNUTranslations(compiled), Locale(known))
