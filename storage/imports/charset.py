"""Which of the encodings that exports come in a text has, where it is not UTF-8."""

import unicodedata
from dataclasses import dataclass

PRIOR = {
    "cp1252": 0.1,
    "cp1251": 0.08,
    "cp1254": 0.1,
    "cp1250": 0.0,
    "cp1253": 0.0,
    "cp1257": 0.0,
    "koi8_r": 0.02,
    "koi8_u": 0.0,
    "cp866": 0.0,
    "mac_cyrillic": 0.0,
    "mac_roman": -0.02,
    "iso8859_2": 0.0,
    "iso8859_5": -0.04,
    "cp932": -0.02,
    "gb18030": -0.02,
    "big5": -0.04,
    "euc_jp": -0.02,
    "cp949": -0.04,
}
"""How much an encoding is preferred among those that fit about as well: the more common, the more."""
LEAD, LEAD_OF_UNKNOWN = 0.02, 0.05
"""By how much the best must lead: more where no language was recognised in it."""
LEAST_LETTERS = 2
APOSTROPHES = "’ʼ·"
ALONE = "àáåæèéêìíòóöøùúýÀÁÅÆÈÉÊÌÍÒÓÖØÙÚÝ"
"""Latin letters beyond ASCII that are words."""
SOUTHERN, EASTERN, MIXED = set("ЂђЃѓЅѕЈјЉљЊњЋћЌќЏџ"), set("ъыьэюяй"), 0.2
"""No language has letters of both: they meet where the capitals of Russian are read in the wrong encoding."""
JAPANESE = ("HIRAGANA", "KATAKANA", "IDEOGRAPHIC")


@dataclass(frozen=True)
class _Candidate:
    encoding: str
    text: str
    score: float
    known: bool


def guess(sample: bytes) -> str | None:
    """The encoding of a text's cells that are not ASCII; none where two fit about as well."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(PRIOR), preemptive_behaviour=False)
    found = [
        _Candidate(
            encoding, text, 0.5 * match.coherence - match.chaos - _strangeness(text) + prior, match.coherence > 0
        )
        for encoding, prior in PRIOR.items()
        for match in matches
        if encoding in match.could_be_from_charset
        for text in [sample.decode(encoding)]
    ]
    found.sort(key=lambda candidate: candidate.score, reverse=True)
    if not found or (sum(byte > 127 for byte in sample) < LEAST_LETTERS):
        return None
    rival = next((candidate for candidate in found if candidate.text != found[0].text), None)
    lead = LEAD if found[0].known else LEAD_OF_UNKNOWN
    return None if rival and found[0].score - rival.score < lead else found[0].encoding


def _strangeness(text: str) -> float:
    """The share of letters that are not ASCII and stand where no language has them."""
    padded = f" {text} "
    judged = [_is_strange(*padded[place - 1 : place + 2]) for place, char in enumerate(padded) if char > "\x7f"]
    mixed = MIXED if SOUTHERN & {*text} and EASTERN & {*text} else 0
    return mixed + (sum(judged) / len(judged) if judged else 0)


def _is_strange(before: str, char: str, after: str) -> bool:
    if not char.isalpha():
        inside = before.isalpha() and after.isalpha() and char not in APOSTROPHES
        return inside or unicodedata.category(char) in ("Cc", "Co", "Cn")
    if before.islower() and char.isupper() and not after.isupper():
        return True
    script = _script(char)
    if script == "LATIN" and not before.isalnum() and not after.isalnum():
        return char not in ALONE
    return any(near.isalpha() and _script(near) != script for near in (before, after))


def _script(letter: str) -> str:
    script = unicodedata.name(letter, "").partition(" ")[0]
    return "CJK" if script in JAPANESE else script
