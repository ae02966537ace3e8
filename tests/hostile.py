"""200 hostile strings, and what a screen must hold of them: as they were written, and nothing that comes alive."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from itertools import chain
from typing import Any

from sqlmodel import SQLModel

from bot.people.caller import Caller
from bot.text import Text

CALLS = ["<!channel>", "<!here>", "<!everyone>", "<@U0EVIL>", "<@W0EVIL|Anna>", "<#C0EVIL>", "<#C0EVIL|general>",
         "<!subteam^S0EVIL>", "<!subteam^S0EVIL|@leads>", "<!date^1392734382^{date_num} {time_secs}|then>",
         "<!date^1392734382^{date}^http://evil.example|then>"]  # fmt: skip
LINKS = ["<http://evil.example>", "<http://evil.example|click here>", "<https://evil.example|https://slack.com>",
         "<mailto:a@evil.example|write>", "<slack://evil.example|open>", "<javascript:alert(1)|go>",
         "<tel:+15550100|call>", "<file:///etc/passwd|read>"]  # fmt: skip
PLAIN_CALLS = ["@channel", "@here", "@everyone", "@anna", "#general", "http://evil.example/a?b=1&c=2",
        "www.evil.example",
               "a@evil.example", "[a](http://evil.example)", "![a](http://evil.example/a.png)"]  # fmt: skip
MARKS = ["*bold*", "_italic_", "~struck~", "`code`", "```a fence```", "``` an open fence", "`", "*", "_", "~", "```",
         "> quoted", ">>> all quoted", "> ", "* item", "1. item", "*_~`all`~_*", "**two**", "a*b_c~d`e", ":smile:",
         ":not_an_emoji:", ":+1::skin-tone-3:", "# heading", "---", "| a | b |", "first\n> second", "*a\nb*",
         "`a\nb`"]  # fmt: skip
HTML = ["<b>bold</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- comment -->",
        "</section></html>", "\"><svg onload=alert(1)>", "<![CDATA[x]]>", "<?xml version='1.0'?>", "<>", "< >",
        "<<<>>>", "<", ">", "a<b>c", "1 < 2 > 0", "<!>", "<!channel", "channel>", "<@", "<|>"]  # fmt: skip
ENTITIES = ["&", "&&", "&amp;", "&amp;amp;", "&lt;!channel&gt;", "&lt;@U0EVIL&gt;", "&amp;lt;!channel&amp;gt;",
        "&#60;b&#62;",
            "&#x3c;!here&#x3e;", "&nbsp;", "&amp", "&lt", "&;", "R&D", "&unknown;", "%3C!channel%3E",
            "\\u003c!channel\\u003e", "\\<!channel\\>"]  # fmt: skip
LETTERS = ["\u202ereversed\u202c", "\u2066isolated", "a\u200bb", "\u200b", "\ufeffmark", "a\u00adb",
        "Z\u0351\u036b\u0343a",
           "e\u0301" * 20, "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f44d\U0001f3fd", "\U0001f1f7\U0001f1fa",
           "\U0001f600" * 30, "مرحبا", "שלום", "日本語の題名", "\u0130\u0131\u1e9e", "ﬁ", "ａ＝ｂ", "\u2028line",
           "\u2029part",
           "\x0bvertical",
           "\x1b[31mred\x1b[0m", "\x7f", "\x07bell", "a\tb", "a\r\nb", "a\nb\n\nc", "\u00a0", "\u3000",
           "\U000e0041tag", "\ufffd", "\U0010ffff", "\x85next", "\u2800"]  # fmt: skip
BROKEN = ["a\x00b", "\x00", "\ud83d", "a\udc00b", "\udc00\ud83d"]
CELLS = ["=1+1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://evil.example","a")', "+1+1", "-1+1", "@SUM(A1)", "\t=1+1",
        "\r=1+1",
         "\n=1+1", "a\r=1+1", "a\n=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "'=1+1", '"=1+1"', "a,b;c", 'a"b',
         "\x0b=1+1",
         "\x1f=1+1", "%=1+1", "|=1+1"]  # fmt: skip
CODE = ["'; DROP TABLE objective; --", "' OR '1'='1", "\" OR 1=1", "Robert'); --", "\\'", "\\", "{0}", "{text}", "{",
        "}", "{}",
        "{{}}", "{0.__class__}", "{a[b]!r:>10}", "%s", "%(name)s", "%", "%n%n", "100%", "${HOME}", "$(id)", "`id`",
        "${jndi:x}",
        "{{7*7}}", "<%= 1 %>", '{"a": [1]}', "[1, 2", "null", "None", "true", "NaN", "../../etc/passwd",
        "/blocks/0/text",
        "[json-pointer:/blocks/0]", "key: value", "- item", "!!python/object:os.system", "&anchor *alias",
        "$x^$", "$\\frac{1}{0}$", "\\n", "$"]  # fmt: skip
LONG = ["x" * 255, "&" * 255, "<" * 255, ">" * 240 + "end", "<!channel>" * 25, "&amp;" * 51, "word " * 50 + "end",
         "\U0001f600" * 255, "é" * 255, "a" * 50 + "<@U0EVIL>" * 20, "x" * 3000, "&" * 3000, "<>&" * 1000, "й" * 3000,
         "x" * 148 + "&<>" * 30, "x" * 299 + "&" * 50]  # fmt: skip
BLANK = ["", " ", "   ", "\n", "\t", "\r\n \t"]
STRINGS = [*CALLS, *LINKS, *PLAIN_CALLS, *MARKS, *HTML, *ENTITIES, *LETTERS, *BROKEN, *CELLS, *CODE, *LONG, *BLANK]


def kept(words: str, most: int = 3000) -> str:
    """What is stored of it: letters that no database keeps, and blanks around it, are gone by then."""
    sound = words.replace("\0", "").encode(errors="replace").decode()
    return sound.strip()[:most].strip() or "-"


def texts(node: object, kind: str) -> Iterator[str]:
    """The texts of a kind, mrkdwn, plain_text or raw_text, in blocks, a view or an answer."""
    if isinstance(node, dict):
        if node.get("type") == kind and isinstance(node.get("text"), str):
            yield node["text"]
        for held in node.values():
            yield from texts(held, kind)
    elif isinstance(node, list | tuple):
        for held in node:
            yield from texts(held, kind)


TOKEN = re.compile(r"<[^>]*>?|(?<=[^\n])>")  # a line that begins with one is a quote of ours
ENTITY = re.compile(r"&(amp|lt|gt);")
OURS = re.compile(r"<[@#][UC]0(ANNA|BORIS|SUPPORT|OKRBOT)>")


def wrong(said: str) -> list[str]:
    """What is alive in a mrkdwn text, less what the bot itself says, and what is cut in two."""
    alive = [token for token in TOKEN.findall(said) if not OURS.fullmatch(token)]
    cut = [said[at.start() : at.start() + 8] for at in re.finditer("&", said) if not ENTITY.match(said, at.start())]
    return [*alive, *cut, *halves(said)]


def halves(said: str) -> list[str]:
    """Halves of letters, which no Slack takes."""
    return [repr(letter) for letter in said if "\ud800" <= letter <= "\udfff"]


def problems(node: Any, text: str = "") -> list[str]:
    """All that is wrong with what is shown, and with the text for notifications."""
    shown, plain = [text, *texts(node, "mrkdwn")], [*texts(node, "plain_text"), *texts(node, "raw_text")]
    return [*chain.from_iterable(map(wrong, shown)), *chain.from_iterable(map(halves, plain))]


def read(node: Any) -> str:
    """All that eyes read, in fields too, as one text."""
    plain = [*texts(node, "plain_text"), *texts(node, "raw_text")]
    return "\n".join([*map(html.unescape, texts(node, "mrkdwn")), *plain, *typed(node)])


def typed(node: object) -> Iterator[str]:
    """What fields begin with."""
    if isinstance(node, dict):
        if isinstance(node.get("initial_value"), str):
            yield node["initial_value"]
        node = list(node.values())
    if isinstance(node, list):
        for held in node:
            yield from typed(held)


SHORT = ("name", "team", "teams", "cycle", "kpi", "near", "survey")
WRITTEN = {
    **dict.fromkeys(SHORT, 80), **dict.fromkeys(("title", "thing", "label"), 255), "unit": 40, "grade_note": 1000,
    **dict.fromkeys(("steps", "note", "blocker", "before", "after", "words", "word", "yours", "unknown"), 3000),
}  # fmt: skip
"""The fields that hold what a person wrote, and the most letters that a form or a file lets through."""


def filled(value: Any, words: Iterator[str], field: str = "") -> Any:
    """The same value with the next of `words` in every text in it that a person wrote."""
    match value:
        case Enum() | Text():
            return value
        case str():
            return kept(next(words), WRITTEN[field]) if value and field in WRITTEN else value
        case tuple() if hasattr(value, "_asdict"):
            return type(value)(**filled(value._asdict(), words))
        case tuple() | list():
            return type(value)(filled(one, words, field) for one in value)
        case Mapping():
            return {key: filled(one, words, str(key)) for key, one in value.items()}
        case SQLModel():
            written = {name: filled(getattr(value, name), words, name) for name in WRITTEN if hasattr(value, name)}
            return type(value)(**{**vars(value), **written})
        case Caller():
            return Caller(value.workspace, filled(value.person, words))
        case _ if is_dataclass(value) and not isinstance(value, type):
            known = {one.name: filled(getattr(value, one.name), words, one.name) for one in fields(value) if one.init}
            return replace(value, **known)
    return value


def squeezed(words: str) -> str:
    """However many blanks there are, and of whatever kind."""
    return " ".join(words.split())
