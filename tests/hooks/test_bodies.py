"""Bodies that are no answers."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import UserError
from bot.hooks.places import Nothing, place_of, value_at
from bot.hooks.site import MOST_BYTES
from tests.hooks.conftest import ANSWER, Tool

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(list(ANSWER)) | st.text(), inner),
)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b'{"score": NaN}', 400),
        (b'{"score": Infinity}', 400),
        (b'{"score": ' + b"9" * 5000 + b"}", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400),
        (b"[]", 422),
        (b"7", 422),
        (b"null", 422),
        (b"[[]]", 422),
        (b'{"score": 1e999, "id": "a", "time": "2026-11-26"}', 422),
        (json.dumps([ANSWER] * 1001).encode(), 422),
        (b'"' + b"x" * MOST_BYTES + b'"', 413),
    ],
)
def test_it_refuses_with_a_sentence(lite: Tool, body: bytes, status: int) -> None:
    told = lite.post(body)
    assert told.status_code == status
    assert told.json().get("detail") or told.json()["errors"]
    assert lite.n == 0


def test_it_never_fails_whatever_is_sent(lite: Tool) -> None:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(JSON | st.builds(lambda extra: ANSWER | extra, st.dictionaries(st.sampled_from(list(ANSWER)), JSON)))
    def send(answer: object) -> None:
        assert lite.post(json.dumps(answer).encode()).status_code in (200, 207, 400, 422)

    send()


DOCUMENT = {"a": [{"k": "x", "v": 1}, {"k": "y", "v": 2}, {"k": "z"}, {"k": "z"}], "b": {"c": None}, "0": "zero"}


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("a.0.v", 1),
        ("a.9.v", Nothing.UNANSWERED),
        ("a[k=y].v", 2),
        ("a[k=q].v", Nothing.UNANSWERED),
        ("a[k=z].v", Nothing.SEVERAL),
        ("a[k=x].w", Nothing.ABSENT),
        ("b.c", None),
        ("b.c.d", Nothing.UNANSWERED),
        ("b.x", Nothing.ABSENT),
        ("0", "zero"),
        ("0.a", Nothing.ABSENT),
        ("a.k", Nothing.ABSENT),
        (f"a.{'9' * 100}", Nothing.UNANSWERED),
    ],
)
def test_it_finds_what_stands_at_a_place(place: str, value: object) -> None:
    assert value_at(DOCUMENT, place_of(place)) == value


@pytest.mark.parametrize(
    "place", ["", ".", "a.", ".a", "a..b", "a[", "a[b]", "a[=c]", "a[b=]", "a]b", "a[b=c]d", "x" * 300]
)
def test_it_refuses_what_is_no_place(place: str) -> None:
    with pytest.raises(UserError, match=r"hooks\.bad_place"):
        place_of(place)
