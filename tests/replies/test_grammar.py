"""How people answer, in English and in Russian, and what is refused rather than guessed."""

import pytest

from bot.replies.asking import Askable, Fault, Problem, Said
from bot.replies.grammar import read
from tests.replies.cast import FRESH, HOURS, MANY, NPS, SHARE, STEPS, TICKETS

ONE = [
    # a value
    ("48", Said("1.1", 48)),
    (" 48 ", Said("1.1", 48)),
    ("48.", Said("1.1", 48)),
    ("48!", Said("1.1", 48)),
    ("48.5", Said("1.1", 48.5)),
    ("48,5", Said("1.1", 48.5)),
    ("0", Said("1.1", 0)),
    ("-5", Said("1.1", -5)),
    ("\u22125,5", Said("1.1", -5.5)),
    (".5", Said("1.1", 0.5)),
    ("48 points", Said("1.1", 48)),
    ("48 pts", Said("1.1", 48)),
    ("48 баллов", Said("1.1", 48)),
    ("48 пунктов", Said("1.1", 48)),
    ("48%", Said("1.1", 48)),
    ("48 процентов", Said("1.1", 48)),
    ("is 48", Said("1.1", 48)),
    ("value: 48", Said("1.1", 48)),
    ("значение 48", Said("1.1", 48)),
    ("сейчас 48", Said("1.1", 48)),
    ("48 of 60", Said("1.1", 48)),
    ("48/60", Said("1.1", 48)),
    # its name
    ("1.1 48", Said("1.1", 48)),
    ("#1.1 48", Said("1.1", 48)),
    ("#1 48", Said("1.1", 48)),
    ("№1 48", Said("1.1", 48)),
    ("KR 1.1: 48", Said("1.1", 48)),
    ("1.1: 48", Said("1.1", 48)),
    ("1.1 = 48", Said("1.1", 48)),
    ("1.1 -> 48", Said("1.1", 48)),
    ("1.1 \u2014 48", Said("1.1", 48)),
    ("1.1 -48", Said("1.1", -48)),
    ("- 1.1 48", Said("1.1", 48)),
    ("\u2022 1.1 48", Said("1.1", 48)),
    ("*1.1* 48", Said("1.1", 48)),
    ("`1.1 48 conf 7`", Said("1.1", 48, 7)),
    ("Hi!\n1.1 48 conf 7", Said("1.1", 48, 7)),
    # confidence
    ("48 7", Said("1.1", 48, 7)),
    ("48 0", Said("1.1", 48, 0)),
    ("48 10", Said("1.1", 48, 10)),
    ("48 conf 7", Said("1.1", 48, 7)),
    ("48 Conf: 7", Said("1.1", 48, 7)),
    ("48 conf=7", Said("1.1", 48, 7)),
    ("48 conf. 7", Said("1.1", 48, 7)),
    ("48, conf 7", Said("1.1", 48, 7)),
    ("48,conf 7", Said("1.1", 48, 7)),
    ("48 conf7", Said("1.1", 48, 7)),
    ("48 c7", Said("1.1", 48, 7)),
    ("48 confidence 7", Said("1.1", 48, 7)),
    ("48 confidence is 7", Said("1.1", 48, 7)),
    ("48 confidence - 7", Said("1.1", 48, 7)),
    ("48 with confidence 7", Said("1.1", 48, 7)),
    ("48 confident 7", Said("1.1", 48, 7)),
    ("48 7/10", Said("1.1", 48, 7)),
    ("48, 7/10", Said("1.1", 48, 7)),
    ("48 7 of 10", Said("1.1", 48, 7)),
    ("48 conf 7/10", Said("1.1", 48, 7)),
    ("48 7 conf", Said("1.1", 48, 7)),
    ("48 уверенность 7", Said("1.1", 48, 7)),
    ("48% уверенность 7", Said("1.1", 48, 7)),
    ("48 Уверенность: 7", Said("1.1", 48, 7)),
    ("48 уверенность \u2014 7", Said("1.1", 48, 7)),
    ("48 уверенность 7 из 10", Said("1.1", 48, 7)),
    ("48 увер. 7", Said("1.1", 48, 7)),
    ("48 ув 7", Said("1.1", 48, 7)),
    ("48 ув. 7", Said("1.1", 48, 7)),
    ("48 уверен 7", Said("1.1", 48, 7)),
    ("48 с7", Said("1.1", 48, 7)),
    ("conf 7 48", Said("1.1", 48, 7)),
    ("conf 7, 48", Said("1.1", 48, 7)),
    ("уверенность 7, 48%", Said("1.1", 48, 7)),
    ("48 conf 7 conf 7", Said("1.1", 48, 7)),
    # notes
    ("48 conf 7 waiting for the vendor", Said("1.1", 48, 7, note="waiting for the vendor")),
    ("48 conf 7, waiting for the vendor.", Said("1.1", 48, 7, note="waiting for the vendor.")),
    ("48 conf 7 \u2014 ждём вендора", Said("1.1", 48, 7, note="ждём вендора")),
    ("48 conf 7 ждем вендора; он опаздывает", Said("1.1", 48, 7, note="ждем вендора; он опаздывает")),
    ("48 conf 7\nwaiting\nstill waiting", Said("1.1", 48, 7, note="waiting\nstill waiting")),
    ("48\nconf 7\nwaiting", Said("1.1", 48, 7, note="waiting")),
    ("1.1 48 waiting for 3 vendors", Said("1.1", 48, note="waiting for 3 vendors")),
    ("48, waiting for the vendor", Said("1.1", 48, note="waiting for the vendor")),
    ("48 points waiting", Said("1.1", 48, note="waiting")),
    ("48 conf 7 3 vendors are late", Said("1.1", 48, 7, note="3 vendors are late")),
    ("48 conf 7 same vendor as before", Said("1.1", 48, 7, note="same vendor as before")),
    ("48 conf 7 note: 3 of 5 replied", Said("1.1", 48, 7, note="3 of 5 replied")),
    ("48 conf 7 комментарий: без изменений", Said("1.1", 48, 7, note="без изменений")),
    ("48 conf 7 our confidence grows", Said("1.1", 48, 7, note="our confidence grows")),
    ("1.1 48 waiting, conf 7", Said("1.1", 48, 7, note="waiting")),
    ("48 conf 7 see <https://x.example/2.1?a=1&amp;b=2|the page>", Said("1.1", 48, 7, note="see https://x.example/2.1?a=1&b=2")),
    ("48 conf 7 ask <#C012|general>", Said("1.1", 48, 7, note="ask #general")),
    ("48 conf 7 a &lt; b &amp; c", Said("1.1", 48, 7, note="a < b & c")),
    ("48 conf 7 met <@U0BORIS>", Said("1.1", 48, 7, note="met <@U0BORIS>")),
    # blockers
    ("48 conf 7 blocked by legal", Said("1.1", 48, 7, blocker="legal")),
    ("48 conf 7, blocked on the vendor", Said("1.1", 48, 7, blocker="the vendor")),
    ("48 conf 7 blocker: legal, 3 weeks", Said("1.1", 48, 7, blocker="legal, 3 weeks")),
    ("48 blocker legal conf 7", Said("1.1", 48, 7, blocker="legal")),
    ("48 conf 7 waiting, blocked by legal", Said("1.1", 48, 7, note="waiting", blocker="legal")),
    ("48 conf 7\nblocked by: legal\nwaiting", Said("1.1", 48, 7, note="waiting", blocker="legal")),
    ("48 ув 7 мешает: юристы", Said("1.1", 48, 7, blocker="юристы")),
    ("48 ув 7, мешают юристы", Said("1.1", 48, 7, blocker="юристы")),
    ("48 ув 7 блокер юристы", Said("1.1", 48, 7, blocker="юристы")),
    ("48 ув 7 Блокер: юристы", Said("1.1", 48, 7, blocker="юристы")),
    ("48 ув 7 что мешает: юристы", Said("1.1", 48, 7, blocker="юристы")),
    ("48 conf 7 no blockers", Said("1.1", 48, 7, blocker="")),
    ("48 conf 7, unblocked", Said("1.1", 48, 7, blocker="")),
    ("48 ув 7, ничего не мешает", Said("1.1", 48, 7, blocker="")),
    ("48 ув 7 без блокеров", Said("1.1", 48, 7, blocker="")),
    ("48 ув 7 ничто всерьёз не мешает", Said("1.1", 48, 7, note="ничто всерьёз не мешает")),
    # thanks
    ("48 conf 7 thanks to <@U0BORIS>", Said("1.1", 48, 7, thanks_to="U0BORIS")),
    ("48 conf 7, thanks <@U0BORIS|boris>!", Said("1.1", 48, 7, thanks_to="U0BORIS")),
    ("thank you <@U0BORIS> 48 conf 7", Said("1.1", 48, 7, thanks_to="U0BORIS")),
    ("48 ув 7 спасибо <@U0BORIS>", Said("1.1", 48, 7, thanks_to="U0BORIS")),
    ("48 conf 7 late; kudos to <@W0BORIS>", Said("1.1", 48, 7, note="late", thanks_to="W0BORIS")),
    ("48 conf 7 thanks to Boris", Said("1.1", 48, 7, note="thanks to Boris")),
    # nothing has changed
    ("same", Said("1.1")),
    ("Same.", Said("1.1")),
    ("the same", Said("1.1")),
    ("no change", Said("1.1")),
    ("No changes!", Said("1.1")),
    ("unchanged", Said("1.1")),
    ("as before", Said("1.1")),
    ("nothing changed", Said("1.1")),
    ("всё без изменений", Said("1.1")),
    ("без изменений", Said("1.1")),
    ("то же", Said("1.1")),
    ("то же самое", Said("1.1")),
    ("тоже самое", Said("1.1")),
    ("как было", Said("1.1")),
    ("не изменилось", Said("1.1")),
    ("1.1 same conf 5", Said("1.1", None, 5)),
    ("same 5", Said("1.1", None, 5)),
    ("conf 5, no change", Said("1.1", None, 5)),
    ("то же, ув 4, ждём", Said("1.1", None, 4, note="ждём")),
    ("same, blocked by legal", Said("1.1", blocker="legal")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), ONE)
def test_it_understands_an_answer_for_the_only_one_asked(words: str, said: Said) -> None:
    assert read(words, [NPS]) == (said,)


OTHERS = [
    (TICKETS, "1,200", 1200),
    (TICKETS, "1 200", 1200),
    (TICKETS, "1\u00a0200", 1200),
    (TICKETS, "1 200 7", 1200),
    (TICKETS, "1.2k", 1200),
    (TICKETS, "1,2 тыс", 1200),
    (TICKETS, "1,2 тыс. tickets", 1200),
    (TICKETS, "12к", 12_000),
    (TICKETS, "12 k", 12_000),
    (TICKETS, "1.5m", 1_500_000),
    (TICKETS, "1,5 млн", 1_500_000),
    (TICKETS, "2 million", 2_000_000),
    (TICKETS, "1,234,567", 1_234_567),
    (TICKETS, "1,234.5", 1234.5),
    (TICKETS, "1200 tickets", 1200),
    (HOURS, "3.5 h", 3.5),
    (HOURS, "3,5 ч", 3.5),
    (HOURS, "3 часа", 3),
    (HOURS, "1,250", 1.25),
    (HOURS, "3hrs", 3),
    (Askable("1.1", "min", confidence=5), "45m", 45),
    (Askable("1.1", "min", confidence=5), "45 минут", 45),
    (Askable("1.1", "days", confidence=5), "3 дня", 3),
    (Askable("1.1", "$", confidence=5), "$1200", 1200),
    (Askable("1.1", "₽", confidence=5), "12 тыс руб", 12_000),
    (Askable("1.1", "клиентов", confidence=5), "3 клиента", 3),
    (Askable("1.1", "", confidence=5), "48%", 48),
    (Askable("1.1", "", confidence=5), "0,125", 0.125),
]


@pytest.mark.parametrize(("asked", "words", "value"), OTHERS)
def test_it_reads_units_and_thousands(asked: Askable, words: str, value: float) -> None:
    (said,) = read(words, [asked])
    assert (said.value, said.note) == (value, "")


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("done 3", (1, 2, 3)),
        ("3 done", (1, 2, 3)),
        ("3 steps done", (1, 2, 3)),
        ("3", (1, 2, 3)),
        ("3 of 5", (1, 2, 3)),
        ("3/5", (1, 2, 3)),
        ("3 из 5", (1, 2, 3)),
        ("готово 3", (1, 2, 3)),
        ("готово 3 шага", (1, 2, 3)),
        ("3 готово", (1, 2, 3)),
        ("сделано: 3", (1, 2, 3)),
        ("steps 1, 2, 4", (1, 2, 4)),
        ("steps 1, 2 and 4 done", (1, 2, 4)),
        ("done 1, 2, 5", (1, 2, 5)),
        ("шаги 1, 2 и 5", (1, 2, 5)),
        ("only steps 1, 3", (1, 3)),
        ("только шаг 1", (1,)),
        ("done 0", ()),
        ("done 2", (1, 2)),
        ("all done", (1, 2, 3, 4, 5)),
        ("всё готово", (1, 2, 3, 4, 5)),
    ],
)
def test_it_reads_the_steps_of_a_milestone(words: str, done: tuple[int, ...]) -> None:
    (said,) = read(f"2.4 {words} conf 7 fine", [STEPS])
    assert (said.done, said.value, said.confidence, said.note) == (done, len(done), 7, "fine")


SEVERAL = [
    ("2.1 48 conf 7 waiting\n2.2 3,5 8", (Said("2.1", 48, 7, note="waiting"), Said("2.2", 3.5, 8))),
    ("2.1 48 7; 2.2 3.5 8", (Said("2.1", 48, 7), Said("2.2", 3.5, 8))),
    ("2.1 48 7, 2.2 3.5 8", (Said("2.1", 48, 7), Said("2.2", 3.5, 8))),
    ("\n- 2.2 3\n- 2.1 48\n", (Said("2.2", 3), Said("2.1", 48))),
    ("#2 48% уверенность 7", Fault.OTHER_UNIT),
    ("#2 3 уверенность 7", (Said("2.2", 3, 7),)),
    ("#1 48% уверенность 7", (Said("2.1", 48, 7),)),
    ("#4 1200", (Said("3.1", 1200),)),
    ("#3 1200", Fault.TWO_NAMED),
    ("#2.4 done 3", (Said("2.4", 3, done=(1, 2, 3)),)),
    ("2.1 48\nrest same", (Said("2.1", 48), Said("2.2"), Said("2.4"), Said("3.1"))),
    ("2.1 48, the others unchanged.", (Said("2.1", 48), Said("2.2"), Said("2.4"), Said("3.1"))),
    ("2.1 48; остальное без изменений", (Said("2.1", 48), Said("2.2"), Said("2.4"), Said("3.1"))),
    ("no change", tuple(Said(one.id) for one in MANY)),
    ("no change, thanks!", tuple(Said(one.id) for one in MANY)),
    ("без изменений, спасибо", tuple(Said(one.id) for one in MANY)),
    ("everything the same", tuple(Said(one.id) for one in MANY)),
    ("всё без изменений", tuple(Said(one.id) for one in MANY)),
    ("2.1 same\n2.2 same conf 5", (Said("2.1"), Said("2.2", None, 5))),
    ("2.1 2.2 conf 7", (Said("2.1", 2.2, 7),)),
    ("2.1 depends on 2.2", Fault.NO_VALUE),
    ("2.1 48 depends on 2.2", (Said("2.1", 48, note="depends on 2.2"),)),
    ("2.2 3\nspent with the team", (Said("2.2", 3, note="spent with the team"),)),
    ("2.1 48\n2.2 3\nthanks to <@U0BORIS>", (Said("2.1", 48), Said("2.2", 3, thanks_to="U0BORIS"))),
    ("48 conf 7", Fault.WHICH),
    ("48 7\n3 8", Fault.WHICH),
    ("same conf 7", Fault.WHICH),
    ("the rest same", tuple(Said(one.id) for one in MANY)),
    ("NPS is fine", Fault.WHICH),
    ("well, 2.1 48", Fault.WHICH),
    ("9.9 48 conf 7", Fault.UNKNOWN),
    ("#9 48", Fault.UNKNOWN),
    ("2.1 48 7\n9.9 3 7", Fault.UNKNOWN),
    ("2.1 48\n2.1 49", Fault.NAMED_TWICE),
    ("2.1 2.2 7", Fault.TWO_READINGS),
    ("2.1 2.2 same", Fault.TWO_READINGS),
    ("2.1 48 2.2 5", Fault.TWO_NUMBERS),
    ("2.1, 2.2 same", Fault.TWO_READINGS),
    ("2.1 48 7\n2.2", Fault.NO_VALUE),
    ("2.1 48 7\n2.2 3 7\n2.4 6", Fault.STEPS_RANGE),
]


@pytest.mark.parametrize(("words", "said"), SEVERAL)
def test_it_reads_several_key_results_or_none(words: str, said: tuple[Said, ...] | Fault) -> None:
    if isinstance(said, Fault):
        assert fault(words, *MANY) is said
    else:
        assert read(words, MANY) == said


REFUSED = [
    (NPS, "48, 7", Fault.TWO_READINGS),
    (NPS, "48 - 7", Fault.TWO_READINGS),
    (NPS, "48\n7", Fault.TWO_READINGS),
    (NPS, "- 48 conf 7", Fault.TWO_READINGS),
    (NPS, "1.1 - 48", Fault.TWO_READINGS),
    (NPS, "48 3 vendors are late", Fault.TWO_READINGS),
    (NPS, "1,200", Fault.TWO_READINGS),
    (Askable("1.1", "", confidence=5), "1,200", Fault.TWO_READINGS),
    (Askable("1.1", "", confidence=5, figures=(0, 5000)), "1,200", Fault.TWO_READINGS),
    (TICKETS, "1.200", Fault.TWO_READINGS),
    (NPS, "1.1 48, waiting 7/10 vendors", Fault.TWO_READINGS),
    (NPS, "+5", Fault.NOT_A_VALUE),
    (NPS, "48/50", Fault.NOT_A_VALUE),
    (NPS, "3 vendors are late", Fault.NOT_A_VALUE),
    (NPS, "48 I think", Fault.NOT_A_VALUE),
    (NPS, "1.234,5", Fault.NOT_A_VALUE),
    (NPS, "48 52", Fault.TWO_NUMBERS),
    (NPS, "48 52 conf 7", Fault.TWO_NUMBERS),
    (NPS, "48 11", Fault.TWO_NUMBERS),
    (NPS, "same 48", Fault.TWO_NUMBERS),
    (NPS, "1 2000", Fault.TWO_NUMBERS),
    (NPS, "48 conf 7; 49", Fault.TWO_NUMBERS),
    (NPS, "1.1", Fault.NO_VALUE),
    (NPS, "conf 7", Fault.NO_VALUE),
    (NPS, "уверенность 7", Fault.NO_VALUE),
    (NPS, "waiting for the vendor", Fault.NO_VALUE),
    (NPS, "waiting 48 conf 7", Fault.NO_VALUE),
    (NPS, "about 48", Fault.NO_VALUE),
    (NPS, "fifty", Fault.NO_VALUE),
    (NPS, "40-48", Fault.NO_VALUE),
    (NPS, "48x", Fault.NO_VALUE),
    (NPS, "1e5", Fault.NO_VALUE),
    (NPS, "blocked by legal", Fault.NO_VALUE),
    (NPS, "thanks to <@U0BORIS>", Fault.NO_VALUE),
    (NPS, "4.5 7", Fault.UNKNOWN),
    (NPS, "2.1 same", Fault.UNKNOWN),
    (NPS, "48 h", Fault.OTHER_UNIT),
    (NPS, "$48", Fault.OTHER_UNIT),
    (HOURS, "120 min", Fault.OTHER_UNIT),
    (HOURS, "45m", Fault.OTHER_UNIT),
    (TICKETS, "48%", Fault.OTHER_UNIT),
    (FRESH, "48", Fault.NO_CONFIDENCE),
    (FRESH, "48, waiting", Fault.NO_CONFIDENCE),
    (FRESH, "same conf 7", Fault.NOTHING_KEPT),
    (FRESH, "no change", Fault.NOTHING_KEPT),
    (NPS, "48 conf 11", Fault.CONFIDENCE_RANGE),
    (NPS, "48 conf -1", Fault.CONFIDENCE_RANGE),
    (NPS, "48 conf 7.5", Fault.CONFIDENCE_RANGE),
    (NPS, "48 уверенность 7,5", Fault.CONFIDENCE_RANGE),
    (NPS, "48 conf 70%", Fault.CONFIDENCE_RANGE),
    (NPS, "48 confidence high", Fault.CONFIDENCE_RANGE),
    (NPS, "48 уверенность высокая", Fault.CONFIDENCE_RANGE),
    (NPS, "48 c11", Fault.CONFIDENCE_RANGE),
    (NPS, "48 11/10", Fault.CONFIDENCE_RANGE),
    (NPS, "48 conf 7 conf 8", Fault.TWO_CONFIDENCES),
    (NPS, "48 7/10 conf 8", Fault.TWO_NUMBERS),
    (STEPS, "done 6", Fault.STEPS_RANGE),
    (STEPS, "steps 1, 2, 6", Fault.STEPS_RANGE),
    (STEPS, "2.5", Fault.STEPS_RANGE),
    (STEPS, "-1", Fault.STEPS_RANGE),
    (STEPS, "step 3", Fault.WHICH_STEPS),
    (STEPS, "steps 3", Fault.WHICH_STEPS),
    (STEPS, "шаги 1, 3", Fault.WHICH_STEPS),
    (Askable("2.4", steps=5, value=1, done=(3,), confidence=5), "done 2", Fault.WHICH_STEPS),
    (STEPS, "done 3 steps 1, 2", Fault.TWO_READINGS),
    (STEPS, "3 4", Fault.TWO_READINGS),
    (STEPS, "done 3 4", Fault.TWO_READINGS),
    (Askable("2.4", steps=10, confidence=5), "7/10", Fault.TWO_READINGS),
    (NPS, "48 conf 7 blocked by", Fault.NO_BLOCKER),
    (NPS, "48 conf 7 мешает:", Fault.NO_BLOCKER),
    (NPS, "48 conf 7 thanks to <@U0BORIS> and <@U0VERA>", Fault.TWO_THANKED),
    (NPS, "48 conf 7 " + "long " * 700, Fault.TOO_LONG),
    (NPS, "x" * 20_000, Fault.TOO_LONG),
    (NPS, "9" * 400, Fault.NOT_A_VALUE),
    (NPS, "hi", Fault.GREETING),
    (NPS, "Help!", Fault.GREETING),
    (NPS, "помощь", Fault.GREETING),
    (NPS, "Привет :wave:", Fault.GREETING),
    (NPS, "спасибо!", Fault.GREETING),
    (NPS, "ok", Fault.GREETING),
    (NPS, "?", Fault.GREETING),
    (NPS, ":thumbsup:", Fault.GREETING),
    (NPS, "", Fault.GREETING),
    (NPS, ";", Fault.GREETING),
]


@pytest.mark.parametrize(("asked", "words", "why"), REFUSED)
def test_it_refuses_rather_than_guesses(asked: Askable, words: str, why: Fault) -> None:
    assert fault(words, asked) is why


def test_it_keeps_what_is_answered_already_where_the_rest_has_not_changed() -> None:
    answered = Askable("2.1", "%", value=44, confidence=6, answered=True)
    assert read("no change", [answered, HOURS]) == (Said("2.2"),)
    assert read("no change", [answered]) == (Said("2.1"),)


@pytest.mark.parametrize(
    ("ids", "name", "meant"),
    [
        (("1.2",), "#1", "1.2"),
        (("1.2",), "#2", "1.2"),
        (("1.1", "1.3"), "#3", "1.3"),
        (("1.1", "1.3"), "#2", "1.3"),
        (("1.2", "1.3"), "#2", None),
        (("1.1", "2.1"), "#2", "2.1"),
        (("2.1", "3.1"), "#2", None),
        (("2.1", "3.1"), "#3", "3.1"),
    ],
)
def test_it_names_by_place_or_number_where_both_mean_one(ids: tuple[str, ...], name: str, meant: str | None) -> None:
    asked = [Askable(one, confidence=5) for one in ids]
    if meant is None:
        assert fault(f"{name} 48", *asked) is Fault.TWO_NAMED
    else:
        assert read(f"{name} 48", asked) == (Said(meant, 48),)


def test_it_tells_what_was_typed() -> None:
    with pytest.raises(Problem) as told:
        read("2.1 48 conf 11", MANY)
    assert (told.value.id, told.value.typed) == (SHARE.id, ("11",))


def fault(words: str, *asked: Askable) -> Fault:
    with pytest.raises(Problem) as told:
        read(words, asked)
    return told.value.fault
