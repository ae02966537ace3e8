"""Every word of /okr that only looks something up, in both languages, for everybody who may ask."""

from datetime import timedelta

import pytest

from bot.commands import Command, word_of
from bot.localslack.driver import Driver
from bot.text import Text, speak
from storage.models import Person
from tests.scenarios.asking import ask, press
from tests.scenarios.conftest import THURSDAY, Company, words

LANGUAGES = pytest.mark.parametrize("language", ["en", "ru"])
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
WIDER = """
teams:
  - {name: Board, lead: U0ANNA}
  - {name: Sales <& Co>, lead: U0LENA, members: [U0BORIS]}
objectives:
  - title: The best service
    level: company
    team: Board
    owner: U0ANNA
    cycle: 2026-Q4
  - title: Merger
    team: Board
    owner: U0ANNA
    cycle: 2026-Q4
    visibility: team
    key_results: [{title: =Terms agreed, owner: U0ANNA, milestones: [draft, signed]}]
  - {title: Customers recommend us, team: Support, owner: U0ANNA, cycle: 2026-Q4, parent: The best service}
  - {title: Orders by themselves, team: Sales <& Co>, owner: U0BORIS, cycle: 2026-Q4, parent: Customers recommend us}
"""


@pytest.fixture
def text(language: str) -> Text:
    return speak(language)


@pytest.fixture
def wide(company: Company, language: str) -> Company:
    """Three teams, one of them with something of its own, and a company that they support."""
    company.slack.add_person("U0LENA", "Lena", tz="Europe/Moscow", locale={"en": "en-US", "ru": "ru-RU"}[language])
    company.plan(WIDER)
    return company


def looked(company: Company, person: Driver, text: Text, command: Command, rest: str = "") -> str:
    return words(ask(company.slack, person, f"{word_of(command, text.language)} {rest}"))


@LANGUAGES
def test_it_answers_every_word(wide: Company, text: Text) -> None:
    anna, slack = wide.anna, wide.slack
    wide.at(10)
    anna.click(wide.asking(anna), text("button.check_in"))
    slack.wait(lambda: anna.modal is not None)
    value, confidence = text("form.value"), text("form.confidence")
    anna.fill({value: "44", confidence: "2", text("form.blocker"): "no <budget>"})
    anna.submit()

    assert "*1 Customers recommend us*" in looked(wide, anna, text, Command.MINE)
    team = looked(wide, anna, text, Command.TEAM, "sUPPORT")
    assert text.count("okr.of_team", 1, team="Support") in team
    assert "*1.2* First response in 2 hours" in team
    company = looked(wide, anna, text, Command.COMPANY)
    assert text.count("okr.aligned", 1) in company
    assert "20\u00a0% · Customers recommend us" in company
    everything = looked(wide, anna, text, Command.ALL)
    assert text.count("okr.all", 4) in everything
    assert "Sales &lt;&amp; Co&gt;" in everything
    risks = looked(wide, anna, text, Command.AT_RISK)
    assert text("okr.low_confidence", confidence=2) in risks
    assert text("okr.blocked_since", words="no &lt;budget&gt;", day=text.day(wide.clock().date())) in risks
    tree = ask(slack, anna, word_of(Command.TREE, text.language)).blocks[1]["text"]["text"].split("\n")
    assert [line.split("*")[1] for line in tree] == ["2", "1", "4", "3"]
    assert [line.index("*") for line in tree] == [0, 3, 4, 0]
    history = looked(wide, anna, text, Command.HISTORY, "1")
    assert "no &lt;budget&gt;" in history
    assert (
        text("history.edit", field=text("history.parent"), before="—", after=text("history.quoted", words="2"))
        in history
    )
    assert "1 of 2" in looked(wide, anna, speak("en"), Command.DIGEST, "Support") or text.language == "ru"
    agenda = looked(wide, anna, text, Command.AGENDA, "Support")
    assert text("agenda.unblock") in agenda
    assert text("agenda.speaks", owner="Anna") in agenda
    helped = looked(wide, anna, text, Command.HELP)
    assert all(
        f"`/okr {word_of(command, text.language)}" in helped for command in Command if command is not Command.MINE
    )


@LANGUAGES
@ON_SQLITE
def test_it_takes_a_typo_for_the_nearest_word_of_either_language(company: Company, text: Text) -> None:
    typo, own, other = {"en": ("дерев", "tree", "дерево"), "ru": ("tre", "дерево", "tree")}[text.language]
    said = ask(company.slack, company.anna, typo)
    assert text("okr.unknown_near", word=typo, near=other) in said.text
    assert text("okr.in_your_language", word=own) in said.text
    assert text.count("okr.tree", 1) in words(press(company.slack, company.anna, said, f"/okr {other}"))
    assert press(company.slack, company.anna, said, text("help.button")).text.startswith(text("help.title"))
    assert "`/okr help`" in ask(company.slack, company.anna, "рудз").text
    assert "/okr close" not in words(ask(company.slack, company.anna, "clos 2026-Q4")).replace("`/okr close`", "")


@LANGUAGES
def test_it_asks_which_team_and_offers_the_nearest(wide: Company, text: Text) -> None:
    which = ask(wide.slack, wide.boris, word_of(Command.TEAM, text.language))
    assert text("choice.which") in which.text
    support, _ = (block for block in which.blocks if "accessory" in block)
    assert "Support" in support["text"]["text"]
    shown = press(wide.slack, wide.boris, which, text("okr.button_show"))
    assert text.count("okr.of_team", 1, team="Support") in shown.text
    near = ask(wide.slack, wide.boris, f"{word_of(Command.TEAM, text.language)} sales & co")
    assert text("choice.unknown", team="sales &amp; co") in near.text
    shown = press(wide.slack, wide.boris, near, text("okr.button_show"))
    assert text.count("okr.of_team", 1, team="Sales &lt;&amp; Co&gt;") in shown.text
    assert "*4 Orders by themselves*" in words(shown)


@LANGUAGES
@ON_SQLITE
def test_it_offers_the_next_step_to_who_may_take_it(wide: Company, text: Text) -> None:
    shown = {person: words(ask(wide.slack, wide.slack.person(person), "show 1.2")) for person in ("U0BORIS", "U0LENA")}
    update, edit, past = (text(f"okr.button_{name}") for name in ("update", "edit", "history"))
    assert all(button in shown["U0BORIS"] for button in (update, edit, past))
    assert (update in shown["U0LENA"], edit in shown["U0LENA"], past in shown["U0LENA"]) == (False, False, True)
    pressed = press(
        wide.slack, wide.slack.person("U0LENA"), ask(wide.slack, wide.slack.person("U0LENA"), "show 1.2"), past
    )
    assert text("history.none") in words(pressed)


@LANGUAGES
@ON_SQLITE
def test_it_shows_each_only_what_is_theirs_to_see(wide: Company, text: Text) -> None:
    lena, vera, max_ = (wide.slack.person(person) for person in ("U0LENA", "U0VERA", "U0MAX"))
    wide.at(10)
    for command in (Command.ALL, Command.TREE, Command.AT_RISK, Command.COMPANY):
        for person in (lena, wide.boris, vera, max_):
            assert "Merger" not in looked(wide, person, text, command)
        assert "Customers recommend us" not in looked(wide, vera, text, command)
    assert "Merger" in looked(wide, wide.anna, text, Command.ALL)
    assert text("okr.no_teams") in looked(wide, vera, text, Command.TEAM, "Support")
    for command in (Command.DIGEST, Command.AGENDA):
        assert text("preview.team_only", team="Support") in looked(wide, lena, text, command, "Support")
        nothing = text("preview.no_round", team="Sales &lt;&amp; Co&gt;")
        assert nothing in looked(wide, lena, text, command)
    assert text("help.close") not in looked(wide, wide.boris, text, Command.HELP)
    assert text("help.close") in looked(wide, lena, text, Command.HELP)
    assert speak("en")("people.unknown_workspace") in looked(wide, max_, text, Command.ALL)

    wide.plan("teams: [{name: Support, lead: U0ANNA, members: [U0VERA]}]")
    assert text.count("okr.all", 1) in looked(wide, vera, text, Command.ALL)
    assert text("help.new") not in looked(wide, vera, text, Command.HELP)


@ON_SQLITE
def test_it_asks_slack_again_about_somebody_deactivated(company: Company) -> None:
    with company.bot.context.database.write() as session:
        session.get_one(Person, company.person("U0BORIS").id).active = False
    assert "Customers recommend us" in words(ask(company.slack, company.boris, "all"))
    assert company.person("U0BORIS").active


@LANGUAGES
def test_it_sends_what_one_may_see_as_a_file(wide: Company, text: Text) -> None:
    for person, seen in ((wide.anna, True), (wide.boris, False)):
        assert text("export.sent") in looked(wide, person, text, Command.EXPORT)
        wide.slack.wait(lambda person=person: any(message.files for message in person.dm))  # type: ignore[misc]
        sent = wide.slack.files[next(message for message in reversed(person.dm) if message.files).files[0]]
        table = sent.content.decode("utf-8-sig")
        assert sent.name == "okrs-2026-11-27.csv"
        assert "1.2,Customers recommend us,First response in 2 hours,Support,2026-Q4,U0BORIS" in table
        assert ("3.1,Merger,'=Terms agreed" in table) is seen
    assert text("export.nothing") in looked(wide, wide.slack.person("U0VERA"), text, Command.EXPORT)


@ON_SQLITE
def test_it_owes_a_button_for_each_prompt(company: Company) -> None:
    company.at(10)
    said = ask(company.slack, company.anna)
    assert "Your check-in is due:* Friday, November 27, 16:00" in words(said)
    assert "Update now" not in words(said)
    company.open_form(company.anna, message=said)


@ON_SQLITE
def test_it_pages_through_all_and_through_history(company: Company) -> None:
    objectives = "\n".join(
        f"  - {{title: 'Objective {n}', team: Support, owner: U0BORIS, cycle: 2026-Q4, key_results: ["
        f"{{title: 'Key result {n}', owner: U0BORIS, start: 0, target: 9}}]}}"
        for n in range(24)
    )
    company.plan(f"objectives:\n{objectives}")
    first = ask(company.slack, company.boris, "all")
    assert "5 more objectives." in words(first)
    last = press(company.slack, company.boris, first, "More")
    assert "Objective 23" in words(last)
    assert "More" not in words(last)
    for n in range(12):
        heavier = f"{{title: Objective 3, team: Support, owner: U0BORIS, cycle: 2026-Q4, weight: {n + 2}}}"
        company.plan(f"objectives: [{heavier}]", THURSDAY + timedelta(hours=n))
    first = ask(company.slack, company.boris, "history 5")
    assert "Weight: 12 → 13" in words(first)
    assert "2 earlier entries." in words(first)
    assert "Weight: 1 → 2" in words(press(company.slack, company.boris, first, "More"))
