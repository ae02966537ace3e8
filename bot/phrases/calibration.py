"""How well confidence foretold what came true, in a line."""

from bot.rules.calibration import FEWEST_CLAIMS, FEWEST_OWNERS, Calibration
from bot.rules.confidence import Level
from bot.text import Text

WITH = {Level.HIGH: "calibration.high", Level.MEDIUM: "calibration.medium", Level.LOW: "calibration.low"}


def calibrated(text: Text, found: Calibration) -> str:
    """Of 5 key results with high confidence halfway 3 came true, of 4 with medium 1, and the score; or that too
    few tell of it. Nothing where nobody said anything."""
    if found.n == 0:
        return ""
    if found.brier is None:
        least = {"claims": text.number(FEWEST_CLAIMS), "people": text.number(FEWEST_OWNERS)}
        return text("calibration.too_few", n=text.number(found.n), owners=text.number(found.owners), **least)
    first, *others = (
        (share.n, {"level": text(WITH[share.level]), "came": text.number(share.came_true)}) for share in found.levels
    )
    said = [text.count("calibration.first", first[0], **first[1])]
    said += [text("calibration.other", n=text.number(n), **words) for n, words in others]
    score = text("calibration.score", score=text.number(found.brier), n=text.number(found.n))
    return f"{', '.join(said)}. {score}"
