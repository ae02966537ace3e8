"""Faults of Slack, put in the way of a method's calls, and the clock that runs on after them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.localslack.errors import Json
from bot.localslack.web import Answer, Dropped, Effect
from storage.kinds import DeliveryKind
from storage.models import Delivery
from tests.scenarios.conftest import Company

POST, UPDATE = "chat.postMessage", "chat.update"
Fault = Callable[[Effect], Answer]


@dataclass
class Faulty:
    """Lets the first `times` calls of a method meet a fault; the rest pass, and all that is posted to Boris: what is
    due together is posted in any order."""

    method: str
    fault: Fault
    times: int = 1
    met: list[Json] = field(default_factory=list)

    async def __call__(self, method: str, args: Json, effect: Effect) -> Answer:
        if method != self.method or len(self.met) >= self.times or args.get("channel") == "U0BORIS":
            return effect()
        self.met.append(args)
        return self.fault(effect)


def refused(error: str, status: int = 200, **headers: str) -> Fault:
    return lambda _effect: Answer({"ok": False, "error": error}, status, headers)


def after(fault: Fault) -> Fault:
    """Slack does it, and then fails all the same."""

    def failed(effect: Effect) -> Answer:
        effect()
        return fault(effect)

    return failed


def dropped(_effect: Effect) -> Answer:
    raise Dropped


def meet(company: Company, method: str, fault: Fault, times: int = 1) -> Faulty:
    company.slack.web.interposed = faulty = Faulty(method, fault, times)
    return faulty


def delivery(company: Company, kind: DeliveryKind, target: str = "U0ANNA") -> Delivery:
    (found,) = [row for row in company.deliveries if row.kind is kind and row.target == target]
    return found


def later(company: Company, **span: float) -> None:
    company.to(company.clock() + timedelta(**span))
