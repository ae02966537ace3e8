"""The messages about a week and a cycle, with what their pictures tell, each with the value that it is drawn of."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.views import View
from sqlmodel import Session, select

from bot.company import pictures as company_pictures
from bot.company import views as companies
from bot.company.flow import gather as at_company
from bot.cycles import pictures as cycle_pictures
from bot.cycles import summary
from bot.cycles.retrospective import stored
from bot.delivery.outgoing import Picture, Post
from bot.digests import details, meeting
from bot.digests import pictures as digest_pictures
from bot.digests import views as digests
from bot.digests.agenda import agenda
from bot.digests.flow import Digest, gather
from bot.objectives.standing import KeyResultStanding
from bot.people.caller import Caller
from bot.pictures.sketch import Sketch
from bot.rules.calibration import Claim, calibration
from bot.rules.forecast import Forecast
from storage.models import Objective, Round


@dataclass(frozen=True)
class Screen:
    name: str
    value: Any
    draw: Callable[[Any], Post | View | None]


def pictured(pictures: Iterable[Sketch]) -> tuple[Picture, ...]:
    """None of them drawn."""
    return tuple(Picture(one.name, one.title, one.alt, b"") for one in pictures)


def grown(found: Digest) -> Digest:
    """With weeks of answers and a forecast, so that its thread has pictures of all kinds."""
    objectives = (replace(one, key_results=tuple(map(_long_known, one.key_results))) for one in found.objectives)
    return replace(found, objectives=tuple(objectives))


def _long_known(item: KeyResultStanding) -> KeyResultStanding:
    earlier = [said._replace(as_of=said.as_of - timedelta(weeks=n)) for said in item.history for n in (3, 2, 1)]
    return replace(item, history=(*earlier, *item.history), forecast=Forecast(5, 4, 6) if earlier else None)


def digest_screens(session: Session, caller: Caller, now: datetime) -> Iterator[Screen]:
    yield from _of_a_team(session, caller, now)
    yield from _of_the_company(session, caller, now)
    yield _of_a_cycle(session, caller, now)


def _of_a_team(session: Session, caller: Caller, now: datetime) -> Iterator[Screen]:
    text = caller.text
    round_ = session.exec(select(Round)).one()
    digest = grown(gather(session, caller.workspace, round_.id, now, spread=True))
    in_channel, in_thread = digest_pictures.sketches, digest_pictures.thread_sketches
    yield Screen("digest", digest, lambda found: digests.digest(text, found, pictured(in_channel(text, found))))
    yield Screen("digest details", digest, lambda found: details.details(text, found, pictured(in_thread(text, found))))
    in_words = digest_pictures.in_words
    yield Screen("preview", digest, lambda found: meeting.previewed(text, found, in_words(text, found)))
    yield Screen("agenda", digest, lambda found: meeting.agenda(text, agenda(found)))
    yield Screen("agenda in a thread", digest, lambda found: meeting.agenda(text, agenda(found), "agenda.in_thread"))


def _of_the_company(session: Session, caller: Caller, now: datetime) -> Iterator[Screen]:
    text = caller.text
    company_digest = at_company(session, caller.workspace, now)
    yield Screen(
        "company digest",
        company_digest,
        lambda found: companies.digest(text, found, pictured(company_pictures.sketches(text, found))),
    )
    yield Screen(
        "/okr digest company",
        (company_digest, {"name": "name"}),
        lambda one: companies.shown(text, one[0], company_pictures.in_words(text, one[0]), one[1]["name"]),
    )


def _of_a_cycle(session: Session, caller: Caller, now: datetime) -> Screen:
    text = caller.text
    retrospective = stored(session, caller.workspace.id, session.exec(select(Objective.id)).all()[0], now)
    assert retrospective is not None
    foretold = calibration(Claim(number, number, came_true=number > 5) for number in range(9))
    return Screen(
        "retrospective",
        replace(retrospective, calibration=foretold),
        lambda one: summary.post(text, one, pictured(cycle_pictures.sketches(text, one))),
    )
