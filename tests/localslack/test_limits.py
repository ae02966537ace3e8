"""Blocks and views at Slack's limits and one beyond."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.localslack.checks import check_message, check_view
from bot.localslack.errors import Refusal
from tests.localslack.limits import (
    BLOCK_LIMITS,
    VIEW_LIMITS,
    Json,
    Limit,
    actions,
    button,
    entry,
    line,
    modal,
    options,
    picture,
    pie,
    plain,
    section,
    select,
    table,
)


def refusal_of(*blocks: Any) -> list[str]:
    with pytest.raises(Refusal) as caught:
        check_message(list(blocks), {})
    assert caught.value.error == "invalid_blocks"
    return caught.value.messages


def view_refusal_of(view: Json, kind: str = "modal") -> list[str]:
    with pytest.raises(Refusal) as caught:
        check_view(view, kind, {})
    assert caught.value.error == "invalid_arguments"
    return caught.value.messages


@pytest.mark.parametrize("limit", BLOCK_LIMITS, ids=str)
def test_it_takes_a_block_at_its_limit(limit: Limit) -> None:
    check_message([limit.build(limit.most)], {})


@pytest.mark.parametrize("limit", BLOCK_LIMITS, ids=str)
def test_it_refuses_a_block_beyond_its_limit(limit: Limit) -> None:
    assert refusal_of(limit.build(limit.most + 1))


@pytest.mark.parametrize("limit", VIEW_LIMITS, ids=str)
def test_it_takes_a_view_at_its_limit(limit: Limit) -> None:
    check_view(limit.build(limit.most), "modal", {})


@pytest.mark.parametrize("limit", VIEW_LIMITS, ids=str)
def test_it_refuses_a_view_beyond_its_limit(limit: Limit) -> None:
    assert view_refusal_of(limit.build(limit.most + 1))


def test_it_takes_fifty_blocks_in_a_message_and_no_more() -> None:
    check_message([{"type": "divider"}] * 50, {})
    assert refusal_of(*[{"type": "divider"}] * 51) == ["[ERROR] no more than 50 items allowed [json-pointer:/blocks]"]


def test_it_says_where_a_text_is_too_long() -> None:
    assert refusal_of({"type": "divider"}, section(text=plain("x" * 3001))) == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/1/text/text]"
    ]


NUMBER = {"type": "number_input", "is_decimal_allowed": True}

GROUPS = [{"label": plain("All"), "options": options(1)}]

WRONG: Sequence[tuple[str, Json, str]] = [
    ("empty text", section(text=plain("")), "must be more than 0 characters"),
    ("section without content", section(), "must have at least one of: text, fields"),
    ("markdown in a header", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn"),
    ("unknown block", {"type": "carousel"}, "unsupported type: carousel"),
    ("unknown element", actions({"type": "slider"}), "unsupported type: slider"),
    ("unknown field", {"type": "divider", "colour": "red"}, "invalid additional property: colour"),
    ("input element in actions", actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    ("no alt text", {"type": "image", "image_url": "https://a.b/c.png"}, "missing required field: alt_text"),
    ("two sources", picture(slack_file={"id": "F1"}), "must have exactly one of: image_url, slack_file"),
    ("no source", {"type": "image", "alt_text": "x"}, "must have exactly one of: image_url, slack_file"),
    ("no address", picture(image_url="p.png"), "invalid url"),
    ("button style", actions(button(style="loud")), "must be a valid enum value"),
    ("no options", actions(select(options=[])), "must have at least 1 items"),
    ("options twice", actions(select(option_groups=GROUPS)), "must have exactly one of: options, option_groups"),
    ("foreign start", actions(select(initial_option={"text": plain("x"), "value": "x"})), "not found in the options"),
    ("no decimals said", entry({"type": "number_input"}), "missing required field: is_decimal_allowed"),
    ("bound as a number", entry({**NUMBER, "min_value": 0}), "must provide a string"),
    ("bound in words", entry({**NUMBER, "max_value": "ten"}), "must be a number in a string"),
    ("bounds crossed", entry({**NUMBER, "min_value": "10", "max_value": "9"}), "must not be greater"),
    ("no label", {"type": "input", "element": {"type": "plain_text_input"}}, "missing required field: label"),
    ("date", entry({"type": "datepicker", "initial_date": "27.11.2026"}), "must be a date as YYYY-MM-DD"),
    ("time", entry({"type": "timepicker", "initial_time": "9:55"}), "must be a time as HH:mm"),
    ("flag as text", entry({"type": "plain_text_input"}, optional="yes"), "must provide a boolean"),
    ("pie of nothing", pie(value=0), "must be greater than 0"),
    ("same series twice", line(series=2, name="same"), "series names must be unique"),
    ("block as text", {"type": "context", "elements": "x"}, "must provide an array"),
]


@pytest.mark.parametrize(("block", "words"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_it_refuses_a_wrong_block_and_says_why(block: Json, words: str) -> None:
    assert any(words in message for message in refusal_of(block))


def test_it_refuses_a_point_missing_from_a_category() -> None:
    chart = line(categories=2)
    chart["chart"]["series"][0]["data"] = chart["chart"]["series"][0]["data"][:1]
    assert "one data point for every category" in refusal_of(chart)[0]


def test_it_refuses_a_block_id_used_twice() -> None:
    twice = {"type": "divider", "block_id": "same"}
    assert refusal_of(twice, twice) == ["[ERROR] block_id same already exists [json-pointer:/blocks/1/block_id]"]


def test_it_refuses_an_action_id_used_twice_in_a_block() -> None:
    assert "action_id go already exists" in refusal_of(actions(button(), button()))[0]


def test_it_takes_an_action_id_again_in_another_block() -> None:
    check_message([actions(button()), actions(button())], {})


def test_it_refuses_a_third_chart_and_more_markdown_than_a_message_holds() -> None:
    check_message([pie(), pie()], {})
    assert refusal_of(pie(), pie(), pie())
    half = {"type": "markdown", "text": "x" * 6001}
    assert refusal_of(half, half)


def test_it_refuses_a_second_table_in_slacks_own_way() -> None:
    with pytest.raises(Refusal) as caught:
        check_message([table(1, 1), table(1, 1)], {})
    assert caught.value.error == "invalid_attachments"


@pytest.mark.parametrize("block", [table(1, 1), pie(), {"type": "markdown", "text": "x"}], ids=lambda b: str(b["type"]))
@pytest.mark.parametrize("kind", ["modal", "home"])
def test_it_keeps_blocks_of_messages_out_of_views(block: Json, kind: str) -> None:
    view = modal(block) if kind == "modal" else {"type": "home", "blocks": [block]}
    assert "unsupported type" in view_refusal_of(view, kind)[0]


def test_it_wants_a_submit_button_with_inputs() -> None:
    view = modal(entry({"type": "plain_text_input"}))
    check_view(view, "modal", {})
    del view["submit"]
    assert view_refusal_of(view) == ["[ERROR] missing required field: submit [json-pointer:/view]"]


def test_it_wants_a_title_in_a_modal_and_none_in_a_home_tab() -> None:
    assert view_refusal_of({"type": "modal", "blocks": [{"type": "divider"}]})
    assert view_refusal_of({"type": "home", "title": plain("x"), "blocks": [{"type": "divider"}]}, "home")


def test_it_lets_one_element_only_take_the_focus() -> None:
    first = entry({"type": "plain_text_input", "focus_on_load": True})
    check_view(modal(first), "modal", {})
    assert view_refusal_of(modal(first, first))


def test_it_refuses_a_home_view_as_a_modal() -> None:
    assert view_refusal_of({"type": "home", "blocks": [{"type": "divider"}]})
