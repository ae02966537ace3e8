"""What Prometheus may ask of the running bot. No label names a person, a channel or anything that somebody wrote."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client import Counter as Count
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot.health.pulse import Pulse
from bot.health.timing import ANSWER, handler_of, known
from bot.settings import Mode
from storage.db import Database
from storage.health import RECENT, Tally, oldest_waiting, tallies

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Names the folder in which the processes of one address count together."""
CODE = re.compile(r"\w{1,60}", re.ASCII)
SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3)
"""The last one is how long Slack waits for an ack."""


class Metrics:
    """`handled` is observed for each envelope of Slack's, `ticked` for each beat of the clock; the rest is read when
    asked for."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], pulse: Pulse, mode: Mode = Mode.SOCKET
    ) -> None:
        self.registry = CollectorRegistry()
        own = None if SHARED in os.environ else self.registry
        if own is None:
            MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]
        self.registry.register(_Stored(database, clock))
        self.registry.register(_Alive(pulse, mode))
        self.handled = Histogram(
            "okrbot_handler_seconds",
            "From the arrival of what Slack sends to its ack; and what the answer takes without Slack",
            ["handler", "part"],
            buckets=SECONDS,
            registry=own,
        )
        self._again = Count(
            "okrbot_slack_retries", "What Slack has sent again, by the reason", ["reason"], registry=own
        )
        self.ticked = Histogram("okrbot_tick_seconds", "Planning what is due", buckets=SECONDS, registry=own)

    def again(self, reason: str) -> None:
        """Slack sends an event again: http_timeout, http_error, timeout..."""
        self._again.labels(known(reason)).inc()

    def answered(self, body: Mapping[str, Any], seconds: float) -> None:
        """`seconds` to find what was asked for and put it into words."""
        kind = "slash_commands" if "command" in body else "interactive"
        self.handled.labels(handler_of(kind, body), ANSWER).observe(seconds)


class _Alive(Collector):
    """Of this process, where several answer."""

    def __init__(self, pulse: Pulse, mode: Mode) -> None:
        self._pulse, self._way = pulse, "socket" if mode is Mode.SOCKET else "request"

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily("okrbot_tick_age_seconds", "Since the last tick that went well", self._pulse.tick_age)
        heard = f"okrbot_{self._way}_age_seconds"
        yield GaugeMetricFamily(heard, "Since Slack was last heard", self._pulse.socket_age)


class _Stored(Collector):
    """One grouped question to the database, by its index, each time somebody scrapes."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock

    def collect(self) -> Iterator[Metric]:
        now = self._clock()
        try:
            with self._database.read() as session:
                found, oldest = tallies(session, now - RECENT), oldest_waiting(session, now)
        except SQLAlchemyError:
            yield GaugeMetricFamily("okrbot_database_up", "Whether the database answers", 0)
            return
        yield GaugeMetricFamily("okrbot_database_up", "Whether the database answers", 1)
        waits = (now - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily("okrbot_oldest_waiting_seconds", "Age of the delivery that has waited longest", waits)
        yield _deliveries(found)
        yield _errors(found)


def _deliveries(found: list[Tally]) -> Metric:
    told = GaugeMetricFamily(
        "okrbot_deliveries", "Deliveries that wait, and those of the last 7 days that ended", labels=["state", "kind"]
    )
    counted: Counter[tuple[str, str]] = Counter()
    for tally in found:
        counted[tally.state, tally.kind] += tally.n
    for labels, n in sorted(counted.items()):
        told.add_metric(labels, n)
    return told


def _errors(found: list[Tally]) -> Metric:
    told = GaugeMetricFamily(
        "okrbot_delivery_errors", "The same deliveries by the last error, Slack's or the network's", labels=["code"]
    )
    counted: Counter[str] = Counter()
    for tally in found:
        if tally.error:
            code = tally.error.partition(":")[0]
            counted[code if CODE.fullmatch(code) else "other"] += tally.n
    for code, n in sorted(counted.items()):
        told.add_metric([code], n)
    return told
