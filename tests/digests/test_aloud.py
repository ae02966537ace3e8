"""A digest read aloud: its text and what its pictures say carry the same findings as its blocks."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digests.flow import Digest
from bot.digests.pictures import in_words
from bot.digests.views import digest
from bot.kpis.reading import rounded
from bot.phrases.verdicts import REASON
from bot.rules.attention import Reason, Status
from bot.text import LANGUAGES, Text, escape, speak
from tests.digests.made import PLAIN, digests, gathered
from tests.objectives.standings import checked_in, key_result


def heard(text: Text, found: Digest) -> str:
    return "\n".join([digest(text, found, ()).text, *in_words(text, found)])


@settings(max_examples=40)
@given(digests(PLAIN, st.integers(0, 4)), st.sampled_from(LANGUAGES))
def test_it_says_every_finding(found: Digest, language: str) -> None:
    text = speak(language)
    said = heard(text, found)
    assert text("digest.answered", answered=found.answered, asked=found.asked) in said
    assert all(text.percent(share) in said for share in (found.score, found.expected) if share is not None)
    for item in found.key_results:
        assert f"{item.short_id} {item.title}" in said
        assert all(text(REASON[reason]).split(",")[0] in said for reason in item.reasons)
    for risk in found.risks:
        item = risk.key_result
        (line,) = (line for line in said.splitlines() if line.startswith(f"{item.short_id} {item.title}. "))
        assert item.owner.name in line
        assert Reason.LOW_CONFIDENCE not in item.reasons or f"{item.confidence}" in line
        if item.last and risk.blocked:
            assert item.last.blocker in line
            assert text.day(risk.blocked) in line
    for kpi in found.kpis[:3]:
        assert kpi.reading.title in said


@settings(max_examples=30)
@given(digests(PLAIN, st.just(1)))
def test_it_says_every_kpi_with_its_n_or_counts_it(found: Digest) -> None:
    text = speak("en")
    said = digest(text, found, ()).text.partition("KPIs:\n")[2]
    shown = [kpi for kpi in found.kpis if f"{kpi.reading.title}:" in said]
    for kpi in shown:
        value, n = kpi.reading.estimate.value, kpi.reading.estimate.n
        if value is not None and not kpi.reading.too_few:
            assert text.number(rounded(value)) in said
            assert f"n = {text.number(n)}" in said
    lines = said.partition("\nThanks")[0].splitlines() if found.kpis else []
    left = next((int(line.split()[2]) for line in lines if re.fullmatch(r"… and \d+ more", line)), 0)
    assert len([line for line in lines if not line.startswith("…")]) + left == len(found.kpis)


@settings(max_examples=20)
@given(digests(st.just("Plain"), st.integers(0, 200)))
def test_it_counts_the_decisions_that_it_leaves_out(found: Digest) -> None:
    said = digest(speak("en"), found, ()).text
    lines = [line for line in said.splitlines() if re.match(r"1\.\d+ Plain\. ", line)]
    left = re.search(r"^… and (\d+) more$", said, re.MULTILINE)
    needing = sum(item.status is Status.NEEDS_ATTENTION for item in found.key_results)
    assert len(lines) <= needing <= len(lines) + (int(left[1]) if left else 0)


def test_it_reads_in_a_natural_order() -> None:
    late = key_result(checked_in(1, 7, 2, blocker="no <budget>"), title="Churn", name="Boris")
    said = digest(speak("en"), gathered(late, key_result(checked_in(90, 7), number=2)), ()).text
    assert said == (
        "Support: check-in of November 27. 1 of 2 answered.\n"
        "Progress 30\u00a0%, 60\u00a0% expected by today. Up 1 percentage point since the last check-in.\n"
        "Needs a decision:\n"
        "1.1 Churn. 0 → 1, target 100\u00a0points · low confidence, 2 of 10; behind the expected pace, "
        f"since November 20. Owner: Boris. Blocker since November 20: {escape('no <budget>')}\n"
        "On track: 1.2 NPS"
    )
