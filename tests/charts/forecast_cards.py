"""A forecast to try things on, and any at all, with strings and numbers nobody would wish for."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from charts.days import Checked
from charts.fan import Projection
from charts.forecast import ForecastChart
from tests.charts.cards import HOSTILE

FORECAST = ForecastChart(
    title="1.1 NPS",
    subtitle="Forecast for December 31: 58 points, with 80 % likelihood 51 to 65",
    days=92,
    today=58,
    today_label="today",
    checked=[Checked(10, 42), Checked(24, 45), Checked(38, 47), Checked(52, 50)],
    projected=Projection(58, 51, 65),
    value_label="58 points",
    bare_label="58",
    beside=["expected", "51 to 65"],
    fan_label="forecast, 80 % range",
    pace=[(0, 40), (92, 60)],
    pace_label="expected pace from 40 points",
    goals=[60],
    goals_label="target 60 points",
    empty="No check-in yet.",
    tick="{:g}".format,
    day_name="day {}".format,
)
ANY = st.floats() | st.floats(-100, 100)


def with_(**changes: Any) -> ForecastChart:
    return replace(FORECAST, **changes)


def any_forecast(most: int) -> st.SearchStrategy[ForecastChart]:
    return st.builds(
        ForecastChart,
        title=HOSTILE,
        subtitle=HOSTILE,
        days=st.integers(1, 400),
        today=st.none() | st.integers(-10, 500),
        today_label=HOSTILE,
        checked=st.lists(st.builds(Checked, st.integers(-50, 500), ANY, st.booleans()), max_size=most),
        projected=st.none() | st.builds(Projection, ANY, ANY, ANY),
        value_label=HOSTILE,
        bare_label=HOSTILE,
        beside=st.lists(HOSTILE, max_size=3),
        fan_label=HOSTILE,
        pace=st.lists(st.tuples(st.integers(-50, 500), ANY), max_size=3),
        pace_label=HOSTILE,
        goals=st.lists(ANY, max_size=2),
        goals_label=HOSTILE,
        empty=HOSTILE,
        tick=HOSTILE.map(lambda name: lambda value: f"{value:g}{name}"),
        day_name=HOSTILE.map(lambda name: lambda day: f"{day}{name}"),
        stepped=st.booleans(),
    )
