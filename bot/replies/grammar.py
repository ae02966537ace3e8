"""An answer in words, in English or Russian: `2.1 48 conf 7 waiting for the vendor`, several on lines of their own.

A key result is named by its short id (2.1, #2.1), or by #2: its place in the prompt, its own number where all that is
asked is of one objective, or objective 2 where only one of its key results is asked; where these differ the message is
not understood. The only one asked needs no name. Pure: knows what may be answered, and nothing is ever guessed.
"""

import html
import re
from collections.abc import Iterator, Sequence

from bot.replies import vocabulary as said
from bot.replies.asking import Askable, Fault, Problem, Said
from bot.replies.parts import answer
from bot.replies.tokens import Kind, folded, tokens

LINK = re.compile(
    r"<(?:(https?://[^|>\s]+)(?:\|[^>]*)?|mailto:[^|>\s]+\|([^>]*)|(#)[A-Z0-9]+\|([^>]*)|!([a-z]+)[^>]*)>"
)
MARKUP = re.compile(r"[*_~`]+(?=[\s:;,.=]|$)|(?<!\S)[*_~`]+")
EMOJI = re.compile(r":[a-z0-9_+'-]+:")
START = re.compile(
    r"(?P<cut>^|[\n;,])\s*(?:[-*\u2022\u00b7>\u2013]+\s+)?(?:(?:kr|кр)\s*)?"
    r"(?:[#\u2116]\s?(?P<hash>\d{1,4}(?:\.\d{1,4})?)|(?P<id>\d{1,4}\.\d{1,4}))"
    r"(?![\w%])(?![.,/]\d)\s*(?:(?:[:=|,)\u2192]|->|[\u2014\u2013](?=\s))\s*)?",
    re.IGNORECASE,
)
ALL_SAME = said.pattern(
    rf"(?:{said.ALL}\s*[:,-]?\s*(?:is\s+|are\s+)?)?{said.SAME}(?:\s+(?:for\s+all|по\s+всем))?{said.PLEASE}"
)
REST_SAME = said.pattern(
    rf"(?:^|[\n;,.])\s*{said.REST}\s*[:,\u2014-]?\s*(?:is\s+|are\s+)?{said.SAME}{said.PLEASE}\s*[.!]*\s*$"
)
EDGES = " \t\n.,;!?)("
LONGEST_MESSAGE = 12_000


def read(message: str, asked: Sequence[Askable]) -> tuple[Said, ...]:
    """What a message of Slack's says of what is `asked`, in the order of the words. Raises Problem."""
    if len(message) > LONGEST_MESSAGE:
        raise Problem(Fault.TOO_LONG)
    words = plain(message)
    bare = EMOJI.sub("", folded(words)).strip(EDGES).casefold()
    if bare in said.GREETING or not any(map(str.isalnum, bare)):
        raise Problem(Fault.GREETING)
    if said_all := _all_same(bare, asked):
        return said_all
    rest = REST_SAME.search(folded(words))
    answers = tuple(_answers(words[: rest.start()] if rest else words, asked))
    if rest:
        named = {one.id for one in answers}
        answers += tuple(_same(one) for one in asked if one.id not in named and not one.answered)
    return answers


def plain(message: str) -> str:
    """Without Slack's markup; mentions of people stay."""
    text = html.unescape(LINK.sub(_link, message)).replace("\r\n", "\n").replace("\r", "\n")
    return MARKUP.sub("", text)


def _link(found: re.Match[str]) -> str:
    address, mail, sign, channel, special = found.groups()
    return address or mail or (f"#{channel}" if sign else f"@{special}")


def _all_same(bare: str, asked: Sequence[Askable]) -> tuple[Said, ...]:
    if not ALL_SAME.fullmatch(bare):
        return ()
    return tuple(_same(one) for one in asked if not one.answered) or tuple(_same(one) for one in asked)


def _same(asked: Askable) -> Said:
    return answer("same", asked, named=True)


def _answers(words: str, asked: Sequence[Askable]) -> Iterator[Said]:
    starts = list(_starts(words, asked))
    head = words[: starts[0][1]] if starts else words
    if head.strip(EDGES + "-*>") and folded(head).strip(EDGES).casefold() not in said.GREETING:
        if starts or len(asked) != 1:
            raise Problem(Fault.WHICH)
        yield answer(head, asked[0], named=False)
    ends = [*(start for _, start, _ in starts[1:]), len(words)]
    seen: set[str] = set()
    for (one, _, start), end in zip(starts, ends, strict=False):
        if one.id in seen:
            raise Problem(Fault.NAMED_TWICE, one.id)
        seen.add(one.id)
        _refuse_another(words[start:end], one, asked)
        yield answer(words[start:end], one, named=True)


def _refuse_another(words: str, one: Askable, asked: Sequence[Askable]) -> None:
    """2.1 2.2 7 may mean the value 2.2, or both of them."""
    first, _, rest = words.strip().partition(" ")
    if first.rstrip(",:") in [other.id for other in asked] and _says_more(rest):
        raise Problem(Fault.TWO_READINGS, one.id, first)


def _starts(words: str, asked: Sequence[Askable]) -> Iterator[tuple[Askable, int, int]]:
    """The key results that are named, each with where its answer begins, with the name and behind it."""
    for found in START.finditer(words):
        typed = found["hash"] or found["id"]
        known = _named(typed, asked) if found["hash"] or typed in [one.id for one in asked] else []
        if len(known) == 1:
            yield known[0], found.start(), found.end()
        elif known:
            raise Problem(Fault.TWO_NAMED, "", f"#{typed}", *(one.id for one in known))
        elif found["cut"] != "," and found["hash"]:
            raise Problem(Fault.UNKNOWN, "", f"#{typed}")
        elif found["cut"] != "," and _says_more(words[found.end() :]):
            raise Problem(Fault.UNKNOWN, "", typed)


def _named(typed: str, asked: Sequence[Askable]) -> list[Askable]:
    """Which of those asked a name could mean."""
    if "." in typed:
        return [one for one in asked if one.id == typed]
    objectives = [one.id.split(".")[0] for one in asked]
    meant = [one for place, one in enumerate(asked, 1) if str(place) == typed]
    if objectives.count(typed) == 1:
        meant.append(asked[objectives.index(typed)])
    if len(set(objectives)) == 1:
        meant += [one for one in asked if one.id.split(".")[1] == typed]
    return list(dict.fromkeys(meant))


def _says_more(words: str) -> bool:
    """Whether a value follows: then what stands before it was a name."""
    first = next(tokens(words.partition("\n")[0], "", steps=True))
    return first.kind in (Kind.NUMBER, Kind.SAME, Kind.DONE, Kind.STEPS)
