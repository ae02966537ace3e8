import pytest

from bot.delivery.outgoing import LONGEST_ALT
from bot.pictures.alt import Finding, told
from bot.text import speak

ATTENTION, FINE = "chart.progress_attention", "chart.progress_fine"


def test_it_says_each_finding_with_its_items_and_nothing_of_those_without() -> None:
    said = told(speak("en"), "Lead.", Finding(ATTENTION, ["a", "b"]), Finding(FINE, []))
    assert said == "Lead. Need attention: a; b."


@pytest.mark.parametrize(("language", "more"), [("en", "and 33 more"), ("ru", "и ещё 33")])
def test_it_leaves_out_whole_items_and_counts_them(language: str, more: str) -> None:
    said = told(speak(language), "Lead.", Finding(ATTENTION, [f"{n:02}" + "x" * 50 for n in range(50)]))
    assert len(said) <= LONGEST_ALT
    assert said.endswith(f"{'x' * 50}; {more}.")


def test_it_keeps_the_first_findings_and_counts_the_items_of_the_last() -> None:
    said = told(speak("en"), "Lead.", Finding(ATTENTION, ["x" * 90] * 10), Finding(FINE, ["y" * 90] * 7))
    assert len(said) <= LONGEST_ALT
    assert said.count("x" * 90) == 10
    assert said.endswith("On track: 7.")


def test_it_cuts_a_lead_that_is_too_long_by_itself() -> None:
    said = told(speak("en"), "w" * 2000, Finding(FINE, ["a"]))
    assert len(said) == LONGEST_ALT
    assert said.endswith("…")


def test_it_ends_with_one_full_stop_after_a_unit_that_has_its_own() -> None:
    assert told(speak("ru"), "Lead.", Finding(FINE, ["48 п."])) == "Lead. Идут по плану: 48 п."
