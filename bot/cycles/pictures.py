"""Which pictures a retrospective has: how far all came, and how well confidence foretold it."""

from collections.abc import Iterator

from bot.cycles.retrospective import Retrospective
from bot.pictures.calibration import calibration
from bot.pictures.final import final
from bot.pictures.sketch import Sketch
from bot.text import Text
from storage.kinds import Outcome


def sketches(text: Text, found: Retrospective) -> Iterator[Sketch]:
    """None of what was dropped, and none of a calibration that too few tell of."""
    pursued = [one.key_result for one in found.key_results if one.outcome is not Outcome.DROPPED]
    if pursued:
        yield final(text, found.team, found.cycle, pursued)
    if found.calibration and (sketch := calibration(text, found.team, found.cycle, found.calibration)):
        yield sketch
