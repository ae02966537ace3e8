"""How many rows of a table are its header, and what its columns are called."""

import re
from collections.abc import Sequence
from itertools import pairwise

Row = Sequence[str]
IMPORT_ID = re.compile(r'\{.*"ImportId"\s*:.*\}', re.DOTALL)
RESPONSE = re.compile(
    r"((open[- ]ended|free) )?(response|answer)|(offene |freie )?antwort|(open )?antwoord|r[ée]ponse( \S+)?"
    r"|respuesta( \S+){0,3}|risposta( \S+)?|resposta( \S+)?|(открытый )?ответ( \S+){0,3}",
    re.IGNORECASE,
)
"""What SurveyMonkey writes under a question that has one column."""
OWN_QUESTION = re.compile(r".*\?|(Start|Submit) Date.*|Network ID|Token|Tags|Response Type|Ending", re.DOTALL)
"""What Typeform writes into its second row alone: a question of one column, and what it knows by itself."""
NUMBER = re.compile(r"[-+]?\d")
DIGITS = re.compile(r"\d{1,4}", re.ASCII)
QUALTRICS_NAMES = {
    ("StartDate", "Start Date"),
    ("EndDate", "End Date"),
    ("Status", "Response Type"),
    ("IPAddress", "IP Address"),
    ("RecordedDate", "Recorded Date"),
    ("ResponseId", "Response ID"),
    ("UserLanguage", "User Language"),
}
LEGACY = re.compile(r"V\d+")
LEGACY_NAMES = {"ResponseID", "ResponseSet", "ExternalDataReference", "IPAddress", "StartDate", "EndDate", "Finished"}


def count_header_rows(rows: Sequence[Row]) -> int:
    """Of a table's first rows: 2 or 3 where it is sure that more than the first are no answers, else 1."""
    head = [[cell.strip() for cell in row] for row in rows]
    for place, row in enumerate(head[1:3], 2):
        if _is_import_ids(row):
            return place
    if len(head) > 1 and (_is_qualtrics(*head[:2]) or _is_qualtrics_legacy(*head[:2]) or _is_typeform(*head[:2])):
        return 2
    return 2 if len(head) > 1 and _is_surveymonkey(head[0], head[1], [row for row in head[2:] if any(row)]) else 1


def names(head: Sequence[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the columns are called, and their second names.

    A blank cell belongs to the question to its left; where there is none, the second row's is the name.
    """
    told = _without_title([row for row in head if any(map(str.strip, row)) and not _is_import_ids(row)]) or [()]
    width = max(len(row) for row in head)
    first, second = (_widened(row, width) for row in (told[0], told[1] if len(told) > 1 else ()))
    typeform, question = _is_typeform(first, second), ""
    for place, (name, more) in enumerate(zip(first, second, strict=True)):
        if name or not more:
            question = name or question
            continue
        alone = typeform and (OWN_QUESTION.fullmatch(more) or second[place - 1] == "Other")
        if alone or not question:
            question = more if question else ""
            first[place], second[place] = more, ""
        else:
            first[place] = question
    return tuple(first), tuple(second)


def _without_title(head: list[Row]) -> list[Row]:
    """Without rows above the header that say something about the whole table, in one cell or two."""
    while len(head) > 1 and head[0][0].strip() and head[1][0].strip() and _filled(head[0]) < 3 <= _filled(head[-1]):
        head = head[1:]
    return head


def _filled(row: Row) -> int:
    """How many columns it takes up to its last filled cell."""
    return max((place for place, cell in enumerate(row, 1) if cell.strip()), default=0)


def _widened(row: Row, width: int) -> list[str]:
    return [cell.strip() for cell in row] + [""] * (width - len(row))


def _is_import_ids(row: Row) -> bool:
    """Qualtrics closes its header with a row of {"ImportId": ...}."""
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and all(IMPORT_ID.fullmatch(cell.strip()) for cell in filled)


def _is_qualtrics(first: Row, second: Row) -> bool:
    """Its own columns over what it calls them, the row of ids cut away."""
    return len(QUALTRICS_NAMES.intersection(zip(first, second, strict=False))) > 1


def _is_qualtrics_legacy(first: Row, second: Row) -> bool:
    """V1, V2, ... over their names."""
    numbered = [more for name, more in zip(first, second, strict=False) if LEGACY.fullmatch(name)]
    return first[:1] == ["V1"] and len(LEGACY_NAMES.intersection(numbered)) > 1


def _is_typeform(first: Row, second: Row) -> bool:
    """Questions over their choices, the ids' column under nothing."""
    return list(first[:1]) == [""] and list(second[:1]) == ["#"]


def _is_surveymonkey(first: Row, second: Row, answers: Sequence[Row]) -> bool:
    """Questions over "Response", or over their choices with blanks, or the question again, to its right."""
    width = max(len(first), len(second))
    first, second = _widened(first, width), _widened(second, width)
    first = ["" if place and name == first[place - 1] else name for place, name in enumerate(first)]
    blank = [place for place in range(width) if not first[place] and second[place]]
    single = [place for place in range(width) if first[place] and (place + 1 == width or first[place + 1])]
    asked = [place for place in range(width) if first[place]]
    below = {place: {row[place] for row in answers if len(row) > place} for place in asked}
    responses = [place for place in asked if RESPONSE.fullmatch(second[place])]
    # A question with one box to tick has its text below it, and in the rows that text or nothing.
    strange = [place for place in single if second[place] not in ("", *below[place]) and place not in responses]
    if not first[0] or not (blank or responses) or any(second[place] in below[place] for place in responses):
        return False
    identified = not second[0] and all(row and row[0] for row in answers)
    if not responses:
        choices = {second[place] for place in blank}
        counted = any(map(NUMBER.match, choices)) and not _is_scale(second, (blank[0] - 1, *blank), answers)
        return identified and not strange and 1 < len(blank) == len(choices) and not counted
    return len(responses) > 1 if identified == bool(strange) else identified


def _is_scale(second: Row, places: Sequence[int], answers: Sequence[Row]) -> bool:
    """Whether a score is spread over these columns: each choice one more than the one before, a row has one of them."""
    numbers = [int(found[0]) for place in places if (found := DIGITS.search(second[place]))]
    ticks = [sum(1 for place in places if row[place : place + 1] not in ([], [""])) for row in answers]
    alone = 2 * sum(1 for n in ticks if n > 1) < len(ticks)
    return alone and len(numbers) == len(places) > 2 and all(b - a == 1 for a, b in pairwise(numbers))
