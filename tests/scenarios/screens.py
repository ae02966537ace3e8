"""Every screen of the bot, each with the value that it is drawn of: the same can be drawn of other words."""

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, select

from bot.alerts import views as alerts
from bot.alerts.flow import Problem
from bot.authoring import card, opening
from bot.authoring import views as authoring
from bot.authoring.overview import overview
from bot.authoring.sheets import Subject
from bot.blockers import flow as blocking
from bot.blockers import views as blockers
from bot.checkins import views as checkins
from bot.checkins.flow import Answer, Saved, record
from bot.checkins.pages import first_page
from bot.commands import Command, Typed
from bot.cycles import form as grades
from bot.cycles import grading, summary
from bot.cycles import views as cycles
from bot.cycles.retrospective import ended
from bot.handover import views as handing
from bot.handover.flow import Handover, Left
from bot.home import views as home
from bot.home.content import Place, Section
from bot.home.flow import gather as at_home
from bot.home.flow import go
from bot.kpis import defining, form, lookup
from bot.kpis import views as kpis
from bot.objectives import details, help, timeline, views
from bot.objectives import lookup as looking
from bot.objectives import overview as overviews
from bot.objectives.history import history
from bot.objectives.teams import Choice
from bot.objectives.tree import tree
from bot.objectives.urgency import risks
from bot.people.access import rights
from bot.people.caller import Caller
from bot.phrases.choice import team_choice
from bot.prompts import views as prompts
from bot.prompts.flow import Prompt, prompt_of
from bot.replies import views as replies
from bot.replies.report import shown
from bot.teams import flow as setting_up
from bot.teams import views as teams
from bot.thanks import views as thanking
from bot.thanks.flow import Thanks
from storage.kinds import DeliveryKind, ReplyState
from storage.models import Change, Cycle, Delivery, Initiative, KeyResult, Kpi, Objective, Reply, Team
from storage.people import find_workspaces, set_admins
from tests.scenarios.conftest import Company
from tests.scenarios.digest_screens import Screen, digest_screens
from tests.scenarios.kpis import bring

PLAN = """
kpis:
  - {name: nps, title: Would recommend us, formula: nps, survey: relationship, window: 90d, min_n: 5}
objectives:
  - title: Customers recommend us
    level: company
    team: Support
    owner: U0ANNA
    cycle: 2026-Q4
    initiatives: [{title: Self-service, owner: U0BORIS}]
    key_results:
      - {title: NPS from 40 to 60, owner: U0ANNA, start: 40, target: 60, unit: marks, kpi: nps}
      - {title: Academy, owner: U0ANNA, milestones: [plan, pilot]}
      - {title: Solved at once, owner: U0ANNA, maintain: {min: 85}, unit: marks}
      - {title: Effort, owner: U0ANNA, baseline: true, unit: marks}
"""


def told(company: Company) -> None:
    """Everybody has said something of everything, and history has something to tell."""
    bring(company.bot.context.database)
    company.plan(PLAN)
    company.at(10)
    now = company.clock()
    with company.bot.context.database.write() as session:
        (workspace,) = find_workspaces(session)
        set_admins(session, workspace.id, ["U0ANNA"])
        prompt = asked_of(session, company)
        said = [Answer(one.key_result.id, 1, 2, (1,), "note", "blocker", "U0BORIS") for one in prompt.asked]
        saved = record(session, now, prompt, said)
        anna = prompt.caller.person.id
        session.add(
            Reply(
                workspace_id=workspace.id,
                person_id=anna,
                channel="D1",
                ts="1.1",
                state=ReplyState.UNDERSTOOD,
                prompt_id=prompt.id,
                checkins=list(saved.checkins),
                told={"lines": list(saved.checkins)},
                at=now,
            )
        )
        for field in ("title", "unit", "steps"):
            session.add(
                Change(
                    workspace_id=workspace.id,
                    table_name="key_result",
                    row_id=prompt.asked[0].key_result.id,
                    field=field,
                    before="this",
                    after="that",
                    person_id=anna,
                    at=now,
                )
            )
        prompt.asked[-1].key_result.grade_note = "why"
        session.add(prompt.asked[-1].key_result)
    company.at(16)


def asked_of(session: Session, company: Company) -> Prompt:
    """What Anna was asked."""
    asked = select(Delivery).where(Delivery.kind == DeliveryKind.PROMPT, Delivery.target == "U0ANNA")
    prompt = prompt_of(
        session, find_workspaces(session)[0], session.exec(asked).one().id, company.clock(), measured=True
    )
    assert prompt is not None
    return prompt


def screens(session: Session, company: Company) -> Iterator[Screen]:
    prompt = asked_of(session, company)
    yield from _messages(session, company, prompt)
    yield from _answers(session, company, prompt.caller)
    yield from _homes(session, company, prompt.caller)
    yield from _check_ins(session, company, prompt)
    yield from _setting_up(session, company, prompt.caller)


def _messages(session: Session, company: Company, prompt: Prompt) -> Iterator[Screen]:
    caller, now = prompt.caller, company.clock()
    text = caller.text
    yield Screen("prompt", prompt, lambda found: prompts.prompt(found, now))
    yield Screen("reminder", prompt, lambda found: prompts.reminder(found, now))
    yield Screen("receipt", prompt, lambda found: prompts.receipt(found, now))
    yield from digest_screens(session, caller, now)
    reply = shown(session, caller.workspace.id, session.exec(select(Reply.id)).one(), now)
    assert reply is not None
    yield Screen("reply", reply, replies.post)
    yield Screen("thanks", Thanks(caller, caller.person, "title", "1.1"), thanking.thanks)
    yield Screen("handover", Handover(caller, caller.person, (Left("1", "title"),)), handing.handover)
    alert = Problem(caller, "not_in_channel", "", "C0SUPPORT", "team", date(2026, 11, 27))
    yield Screen("alert", alert, alerts.alert)
    choice = Choice((session.exec(select(Team)).one(),), "unknown")
    yield Screen("choice", choice, lambda found: team_choice(text, found, Command.TEAM))


def _answers(session: Session, company: Company, caller: Caller) -> Iterator[Screen]:
    text, now, zone = caller.text, company.clock(), caller.zone
    yield Screen("/okr", looking.mine(session, caller, now), lambda found: views.mine(text, found, 0, zone))
    yield Screen("/okr team", looking.of_team(session, caller, "", now), lambda found: views.of_team(text, found, 0))
    yield Screen("/okr company", looking.company(session, caller, now), lambda found: views.company(text, found, 0))
    everything = looking.everything(session, caller, now)
    yield Screen("/okr all", everything, lambda found: views.everything(text, found, 0))
    yield Screen("/okr tree", everything, lambda found: overviews.alignment(text, tree(found.found), 0))
    whole = looking.whole(session, caller, now)
    yield Screen("/okr at-risk", whole, lambda found: overviews.at_risk(text, risks(found, zone), 0))
    yield Screen("/okr show 1", looking.shown(session, caller, "1", now), lambda found: details.objective(text, found))
    for short_id in ("1.1", "1.3", "1.4", "1.5"):
        one = looking.shown(session, caller, short_id, now)
        yield Screen(
            f"/okr show {short_id}", one, lambda found: details.key_result(text, found, found.key_result, zone)
        )
    for short_id in ("1", "1.1"):
        past = history(session, caller, short_id, now)
        yield Screen(f"/okr history {short_id}", past, lambda found: timeline.timeline(text, found, zone, 0))
    may = rights(session, caller)
    yield Screen("/okr WORD", Typed(None, word="word"), lambda found: help.unknown(text, found, may))
    yield Screen("/okr kpi", lookup.listed(session, caller, 0, now), lambda found: kpis.listed(text, found))
    yield Screen("/okr kpi nps", lookup.shown(session, caller, "nps", now), lambda found: kpis.shown(text, found))
    yield Screen("/okr kpi NAME", lookup.Unknown("name", "near"), lambda found: kpis.unknown(text, found))


def _homes(session: Session, company: Company, caller: Caller) -> Iterator[Screen]:
    for section in Section:
        go(session, caller, company.clock(), Place(section))
        yield Screen(f"Home {section}", at_home(session, caller, company.clock()), home.home)


def _check_ins(session: Session, company: Company, prompt: Prompt) -> Iterator[Screen]:
    text, now = prompt.caller.text, company.clock()
    yield Screen("check-in", first_page(session, now, prompt), lambda found: checkins.page(found, now))
    yield Screen("saved", prompt.asked, lambda found: checkins.outcome(text, Saved((1,)), found))
    choices = blocking.choices(session, prompt.caller, now)
    yield Screen(
        "blocker", (choices, {"words": "words"}), lambda found: blockers.form(text, found[0], found[1]["words"])
    )
    row = prompt.asked[0].answer
    assert row is not None
    added = blocking.Added(prompt.caller, prompt.asked[0], row, prompt.id)
    yield Screen("blocker added", added, blockers.added)


def _setting_up(session: Session, company: Company, caller: Caller) -> Iterator[Screen]:
    text, now = caller.text, company.clock()
    cycle = session.exec(select(Cycle)).one()
    found = grading.grading_of(session, caller, cycle.id, now)
    yield Screen("grades", found, lambda found: grades.page(grading.Page(found, found.items[:6])))
    team = next(iter(found.teams.values()))
    ends = (found, team, cycle)
    yield Screen(
        "summary",
        ends,
        lambda one: summary.summary(one[0], [ended(one[1], one[2], one[0].objectives, {})], one[0].items, True),
    )
    yield Screen("cycles", cycle, lambda found: cycles.choice(text, [found]))
    yield Screen("cycle", cycle, lambda found: cycles.form(text, found, found.id))
    yield Screen("team", setting_up.opened(session, caller, team.id), lambda found: teams.form(text, found, now))
    yield Screen("team stored", team, lambda found: teams.stored(text, found, new=False))
    kpi = session.exec(select(Kpi)).one()
    yield Screen("KPI", defining.opened(session, caller, kpi.id), lambda found: form.form(text, found))
    yield Screen("KPI stored", kpi, lambda found: form.stored(text, found, new=False))
    for one in session.exec(select(Objective)).all():
        yield Screen("card", overview(session, caller, now, Subject(one.id)), lambda found: card.card(text, found))
        yield Screen(
            "objective", opening.objective(session, caller, Subject(one.id)), lambda found: authoring.form(text, found)
        )
    for row in session.exec(select(KeyResult)).all():
        sheet = opening.key_result(session, caller, now, Subject(row.objective_id, row.id))
        yield Screen(f"key result {row.number}", sheet, lambda found: authoring.form(text, found))
    initiative = session.exec(select(Initiative)).one()
    sheet_of = opening.initiative(session, caller, Subject(initiative.objective_id, initiative.id))
    yield Screen("initiative", sheet_of, lambda found: authoring.form(text, found))
