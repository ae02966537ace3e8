"""What who installs the app sees in the browser: pages that need nothing else, light or dark, on a phone too."""

from collections.abc import Iterable, Mapping
from html import escape

from bot.text import LANGUAGES, Text, speak

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>{title} · okrbot</title>
<style>
:root {{ color-scheme: light dark; --ground: #f4f6f9; --card: #fff; --ink: #1b2733; --soft: #52606d; --line: #d9e0e7;
  --main: #1f4e79; --on-main: #fff; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ground: #12181f; --card: #1b232c; --ink: #eef2f6; --soft: #a9b6c3;
  --line: #303b47; --main: #8fc1ee; --on-main: #0d1b29; }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 24px; background: var(--ground);
  color: var(--ink); font: 17px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }}
main {{ width: 100%; max-width: 34rem; padding: 32px; background: var(--card); border: 1px solid var(--line);
  border-radius: 14px; }}
h1 {{ margin: 0 0 12px; font-size: 1.5rem; line-height: 1.25; }}
p {{ margin: 0 0 12px; overflow-wrap: anywhere; }}
.soft {{ color: var(--soft); font-size: .9rem; }}
a.button {{ display: inline-block; margin: 12px 0 0; padding: 12px 22px; border-radius: 8px; background: var(--main);
  color: var(--on-main); font-weight: 600; text-decoration: none; }}
a.button:focus-visible {{ outline: 3px solid var(--ink); outline-offset: 3px; }}
</style>
</head>
<body><main>
<h1>{title}</h1>
{body}
</main></body>
</html>
"""
CANCELLED = "access_denied"
TELLS = {
    "invalid_browser": "installing.too_old",
    "invalid_state": "installing.too_old",
    "missing_code": "installing.refused",
    "invalid_code": "installing.refused",
    "storage_error": "installing.not_stored",
    "org_wide": "installing.org_wide",
}


def begin(text: Text, url: str) -> str:
    """`url` is Slack's, where the app is allowed."""
    words = [_said(text("installing.asks")), _said(text("installing.reads"), soft=True)]
    return _page(text, "installing.begin", [*words, _button(url, text("installing.add"))])


def installed(text: Text, team: str, url: str) -> str:
    """`url` opens the app in Slack."""
    words = [_said(text("installing.next", team=team or text("installing.your_workspace")))]
    return _page(text, "installing.done", [*words, _button(url, text("installing.open"))])


def failed(text: Text, reason: str, again: str) -> str:
    """`reason` is Slack's or Bolt's word for it; `again` is where the installation begins."""
    if reason == CANCELLED:
        words = [_said(text("installing.nothing_changed"))]
        return _page(text, "installing.cancelled", [*words, _button(again, text("installing.again"))])
    known = TELLS.get(reason)
    words = [_said(text(known)) if known else _said(text("installing.slack_says", reason=reason[:80]))]
    return _page(text, "installing.failed", [*words, _button(again, text("installing.again"))])


def language_of_browser(headers: Mapping[str, Iterable[str]], default: str) -> Text:
    """The first language of Accept-Language that is spoken here."""
    told = ",".join(headers.get("accept-language", ()))
    wanted = (part.partition(";")[0].strip().partition("-")[0].lower() for part in told.split(","))
    return speak(next((one for one in wanted if one in LANGUAGES), default))


def _page(text: Text, title: str, body: Iterable[str]) -> str:
    return PAGE.format(language=text.language, title=escape(text(title)), body="\n".join(body))


def _said(words: str, *, soft: bool = False) -> str:
    return f'<p class="soft">{escape(words)}</p>' if soft else f"<p>{escape(words)}</p>"


def _button(url: str, label: str) -> str:
    return f'<a class="button" href="{escape(url)}">{escape(label)}</a>'
