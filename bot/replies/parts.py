"""One answer: its value or steps, confidence, note, blocker and thanks, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.replies.amounts import OtherUnit, Unread, amount
from bot.replies.asking import Askable, Fault, Problem, Said
from bot.replies.steps import counted, numbered
from bot.replies.tokens import Kind, Token, tokens
from bot.rules.confidence import HIGHEST, is_valid

Inside = Literal["", "note", "blocker"]
LONGEST = 3000
OPENED: dict[Kind, Inside] = {Kind.NOTE: "note", Kind.BLOCKER: "blocker"}
MARKED = (Kind.CONFIDENCE, Kind.CLEAR, Kind.BLOCKER, Kind.NOTE, Kind.THANKS, Kind.BREAK)
"""What ends the words before it."""
LOOSE = " \t,:|=\u2192\u2013\u2014-"
NUMERALS = re.compile(r"\d+")


def answer(words: str, asked: Askable, *, named: bool) -> Said:
    """What the words behind a key result's name say of it; raises Problem. Without a name a number right before a word
    is no value: in "3 vendors are late" it is none."""
    return _Reader(words, asked, tuple(tokens(words, asked.unit, steps=bool(asked.steps))), named).read()


@dataclass
class _Reader:
    words: str
    asked: Askable
    parts: Sequence[Token]
    named: bool
    value: float | None = None
    same: bool = False
    done: tuple[int, ...] = ()
    confidence: int | None = None
    blocker: str | None = None
    thanks_to: str | None = None
    inside: Inside = ""
    """Where words go now: nowhere yet, to the note, or to the blocker."""
    chunks: dict[Inside, list[list[int]]] = field(default_factory=lambda: {"note": [], "blocker": []})
    chunk: list[int] | None = None

    def read(self) -> Said:
        for place, part in enumerate(self.parts[:-1]):
            if self._is_words(place, part):
                self._add(part)
                continue
            self._take(place, part)
            if part.kind not in (Kind.SEPARATOR, Kind.FILLER):
                self.inside = OPENED.get(part.kind, "")
                self.chunk = None
        return self._said()

    @property
    def _valued(self) -> bool:
        return self.same or self.value is not None

    @property
    def _levelled(self) -> bool:
        """Whether the confidence stands somewhere under its name."""
        return self.confidence is not None or any(part.kind is Kind.CONFIDENCE for part in self.parts)

    def _is_words(self, place: int, part: Token) -> bool:
        match part.kind:
            case Kind.CONFIDENCE_UNREAD:
                return self._levelled
            case Kind.OUT_OF if part.get("whole") == str(HIGHEST) and not self._levelled:
                return False
            case Kind.BLOCKER if self.inside and not part.get("sure"):
                return True
            case kind if self.inside:
                return kind not in MARKED
            case Kind.NUMBER:
                opens = self.parts[place + 1].kind in (Kind.WORD, Kind.FILLER)
                return self._valued and opens and (self._levelled or not _is_level(part))
            case Kind.OUT_OF:
                return self._valued and self._levelled and self.parts[place + 1].kind is Kind.WORD
            case Kind.SAME | Kind.FILLER:
                return self._valued
        return part.kind is Kind.WORD

    def _add(self, part: Token) -> None:
        self.inside = self.inside or "note"
        if self.chunk is None:
            self.chunk = [part.start, part.end]
            self.chunks[self.inside].append(self.chunk)
        self.chunk[1] = part.end

    def _take(self, place: int, part: Token) -> None:
        match part.kind:
            case Kind.NUMBER if self._valued:
                self._second_number(place, part)
            case Kind.NUMBER:
                self._value(place, part)
            case Kind.DONE | Kind.STEPS | Kind.SAME if self._valued:
                raise self._problem(Fault.TWO_NUMBERS, self._typed(part))
            case Kind.SAME:
                self.same = True
            case Kind.DONE | Kind.STEPS:
                self._steps(part)
            case Kind.OUT_OF:
                self._out_of(place, part)
            case Kind.CONFIDENCE:
                self._confident(part.get("level"))
            case Kind.CONFIDENCE_UNREAD:
                raise self._problem(Fault.CONFIDENCE_RANGE, self._typed(part))
            case Kind.CLEAR:
                self.blocker = ""
            case Kind.THANKS:
                self._thanks(part)
            case Kind.BLOCKER:
                self.blocker = self.blocker or ""

    def _value(self, place: int, part: Token) -> None:
        before, after = self.parts[place - 1] if place else None, self.parts[place + 1]
        if before is not None and before.kind is Kind.SEPARATOR and self._typed(before) == "-":
            raise self._problem(Fault.TWO_READINGS, f"- {self._typed(part)}")
        if not self.named and after.kind is Kind.WORD and not part.get("unit"):
            raise self._problem(Fault.NOT_A_VALUE, self._typed(part))
        try:
            value = amount(part, self.asked.unit if not self.asked.steps else "", self.asked.figures)
        except Unread as unread:
            fault = Fault.TWO_READINGS if unread.readings else Fault.NOT_A_VALUE
            raise self._problem(fault, unread.typed) from None
        except OtherUnit as other:
            raise self._problem(Fault.OTHER_UNIT, other.typed) from None
        if self.asked.steps:
            self._done(counted(value, self.asked))
        else:
            self.value = value

    def _second_number(self, place: int, part: Token) -> None:
        """48 7 is a value with its confidence where nothing else can be meant: not in 48, 7 nor in 48 3 vendors, nor
        in 3 4 of steps."""
        before, after = self.parts[place - 1], self.parts[place + 1]
        if not _is_level(part) or self._levelled:
            raise self._problem(Fault.TWO_NUMBERS, self._typed(part))
        loose = before.kind in (Kind.SEPARATOR, Kind.BREAK) and not self.same
        if loose or self.asked.steps or after.kind in (Kind.WORD, Kind.FILLER):
            raise self._problem(Fault.TWO_READINGS, self._typed(part))
        self._confident(part.get("digits"))

    def _out_of(self, place: int, part: Token) -> None:
        count, whole = float(part.get("part")), float(part.get("whole"))
        is_level = whole == HIGHEST and not self._levelled
        unclear = self.parts[place + 1].kind is Kind.WORD if self.inside else not self._valued
        if is_level and unclear and (self.inside or self.asked.steps == HIGHEST):
            raise self._problem(Fault.TWO_READINGS, self._typed(part))
        if is_level and (self._valued or self.asked.steps != HIGHEST):
            self._confident(part.get("part"))
        elif self._valued:
            raise self._problem(Fault.TWO_NUMBERS, self._typed(part))
        elif whole == self.asked.steps:
            self._done(counted(count, self.asked))
        elif whole in self.asked.figures:
            self.value = count
        else:
            raise self._problem(Fault.NOT_A_VALUE, self._typed(part))

    def _steps(self, part: Token) -> None:
        count = part.get("count") or part.get("count_first")
        if count:
            self._done(counted(float(count) if count.isdigit() else float(self.asked.steps), self.asked))
            return
        numbers = [int(number) for number in NUMERALS.findall(part.get("numbers"))]
        many, only = bool(part.get("many")), bool(part.get("only"))
        self._done(numbered(numbers, self.asked, many=many, only=only))

    def _done(self, steps: tuple[int, ...]) -> None:
        self.done, self.value = steps, float(len(steps))

    def _confident(self, typed: str) -> None:
        level = int(typed) if typed.isdecimal() else -1
        if not is_valid(level):
            raise self._problem(Fault.CONFIDENCE_RANGE, typed)
        if self.confidence not in (None, level):
            raise self._problem(Fault.TWO_CONFIDENCES, str(self.confidence), typed)
        self.confidence = level

    def _thanks(self, part: Token) -> None:
        thanked = part.get("thanked")
        if part.get("more") or self.thanks_to not in (None, thanked):
            raise self._problem(Fault.TWO_THANKED)
        self.thanks_to = thanked

    def _said(self) -> Said:
        note, blocker = self._text("note"), self._text("blocker")
        if self.blocker is not None and any(part.kind is Kind.BLOCKER for part in self.parts) and not blocker:
            raise self._problem(Fault.NO_BLOCKER)
        if max(len(note), len(blocker)) > LONGEST:
            raise self._problem(Fault.TOO_LONG)
        if not self._valued:
            raise self._problem(Fault.NO_VALUE)
        if self.same and self.asked.value is None:
            raise self._problem(Fault.NOTHING_KEPT)
        if self.confidence is None and self.asked.confidence is None:
            raise self._problem(Fault.NO_CONFIDENCE)
        kept = None if self.blocker is None else blocker
        return Said(self.asked.id, self.value, self.confidence, self.done, note, kept, self.thanks_to)

    def _text(self, inside: Inside) -> str:
        """The chunks of words, with the line break or semicolon that stood between them."""
        text, last = "", 0
        for start, end in self.chunks[inside]:
            between = self.words[last:start] if text else ""
            joint = "\n" if "\n" in between else "; " if ";" in between else " " if text else ""
            text, last = text + joint + self.words[start:end].strip(LOOSE), end
        return text.strip()

    def _typed(self, part: Token) -> str:
        return self.words[part.start : part.end]

    def _problem(self, fault: Fault, *typed: str) -> Problem:
        return Problem(fault, self.asked.id, *typed)


def _is_level(part: Token) -> bool:
    """Whether a bare number could be a confidence."""
    digits = part.found[0] if part.found else ""
    return digits.isdecimal() and is_valid(int(digits[:3]))
