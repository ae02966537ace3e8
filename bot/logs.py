"""Logs: a line with keys and values on a terminal, a JSON object a line anywhere else.

What is logged are events and ids, never what people wrote. Slack's own loggers print whole messages at DEBUG, so they
stay at INFO whatever is asked for.
"""

import logging
import re
import sys
from typing import TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

FLOORS = {
    "slack_bolt": logging.INFO,
    "slack_sdk": logging.INFO,
    "apscheduler": logging.WARNING,  # at INFO two lines for each beat of the clock
    "alembic.runtime.plugins": logging.WARNING,  # at INFO six lines before the first one of ours
    "matplotlib": logging.INFO,
    "PIL": logging.INFO,
}
SECRET = re.compile(r"\b(xox[a-z]-|xapp-|ticket=)[\w.%-]+")


def configure(level: str, stream: TextIO | None = None) -> None:
    """Takes every logger's lines, other libraries' too, to `stream`, which is stderr when none is given."""
    where = stream or sys.stderr
    handler = logging.StreamHandler(where)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ExtraAdder(),
            _once,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
        ],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *(_for_eyes() if where.isatty() else _for_machines()),
            masked,
        ],
    )
    handler.setFormatter(formatter)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, floor in FLOORS.items():
        logging.getLogger(name).setLevel(max(floor, logging.getLogger().level))


def _once(_logger: WrappedLogger, _method: str, line: EventDict) -> EventDict:
    """The web server says each thing a second time, in colours."""
    line.pop("color_message", None)
    return line


def masked(_logger: WrappedLogger, _method: str, line: EventDict | str) -> str:
    """The last step: no token leaves in a line, wherever in an event or a traceback it stands."""
    return SECRET.sub(r"\1...", str(line))


def _for_eyes() -> list[Processor]:
    # The plain traceback: the pretty ones print the values of variables, and those are people's words.
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]


def _for_machines() -> list[Processor]:
    return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
