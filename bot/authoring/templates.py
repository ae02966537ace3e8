"""Objectives that teams who improve customer experience set again and again, with figures to be replaced by one's own.

Names are the ids of their texts.
"""

from dataclasses import dataclass

from storage.kinds import Formula, Kind


@dataclass(frozen=True)
class Sample:
    """A key result; `steps` is the id of a text with one step a line."""

    name: str
    kind: Kind = Kind.CHANGE
    unit: str = ""
    start: str = ""
    target: str = ""
    low: str = ""
    high: str = ""
    steps: str = ""
    formula: Formula | None = None


@dataclass(frozen=True)
class Template:
    id: str
    name: str
    why: str
    samples: tuple[Sample, ...]


def _change(name: str, start: str, target: str, unit: str, formula: Formula | None = None) -> Sample:
    return Sample(name, unit=unit, start=start, target=target, formula=formula)


def _hold(name: str, unit: str, formula: Formula | None = None, *, low: str = "", high: str = "") -> Sample:
    return Sample(name, Kind.MAINTAIN, unit, low=low, high=high, formula=formula)


TEMPLATES = (
    Template(
        "loyalty", "template.loyalty", "template.loyalty_why",
        (
            _change("template.loyalty_nps", "40", "60", "points", Formula.NPS),
            _change("template.loyalty_response", "12", "25", "%", Formula.RESPONSE_RATE),
            _hold("template.loyalty_called", "%", low="90"),
        ),
    ),
    Template(
        "speed", "template.speed", "template.speed_why",
        (
            _change("template.speed_first", "6", "2", "h", Formula.FIRST_RESPONSE_TIME),
            _change("template.speed_solved", "30", "18", "h", Formula.RESOLUTION_TIME),
            _hold("template.speed_csat", "%", Formula.CSAT, low="85"),
        ),
    ),
    Template(
        "once", "template.once", "template.once_why",
        (
            _change("template.once_fcr", "68", "80", "%", Formula.FCR),
            _hold("template.once_time", "min", Formula.HANDLE_TIME, low="5", high="9"),
            Sample("template.once_base", Kind.MILESTONE, steps="template.once_base_steps"),
        ),
    ),
    Template(
        "churn", "template.churn", "template.churn_why",
        (
            _change("template.churn_rate", "3", "2", "%", Formula.CHURN),
            _change("template.churn_retained", "82", "88", "%", Formula.RETENTION),
            Sample("template.churn_reasons", Kind.MILESTONE, steps="template.churn_reasons_steps"),
        ),
    ),
    Template(
        "satisfaction", "template.satisfaction", "template.satisfaction_why",
        (
            _change("template.satisfaction_csat", "78", "88", "%", Formula.CSAT),
            _change("template.satisfaction_answered", "20", "35", "%", Formula.RESPONSE_RATE),
        ),
    ),
    Template(
        "effort", "template.effort", "template.effort_why",
        (
            _change("template.effort_ces", "62", "75", "%", Formula.CES_TOP),
            _change("template.effort_contacts", "1.8", "1.3", ""),
            _change("template.effort_fcr", "68", "78", "%", Formula.FCR),
        ),
    ),
    Template(
        "onboarding", "template.onboarding", "template.onboarding_why",
        (
            _change("template.onboarding_active", "45", "65", "%", Formula.ACTIVATION),
            _change("template.onboarding_days", "9", "4", "days", Formula.TTFV),
            Sample("template.onboarding_effort", Kind.BASELINE, "points", formula=Formula.CES),
        ),
    ),
    Template(
        "selfservice", "template.selfservice", "template.selfservice_why",
        (
            _change("template.selfservice_share", "15", "35", "%"),
            _change("template.selfservice_tickets", "4200", "3200", "", Formula.TICKET_VOLUME),
            _hold("template.selfservice_csat", "%", Formula.CSAT, low="85"),
        ),
    ),
    Template(
        "reviews", "template.reviews", "template.reviews_why",
        (
            _change("template.reviews_negative", "18", "9", "%", Formula.REVIEW_SHARE),
            _hold("template.reviews_answered", "%", low="95"),
        ),
    ),
    Template(
        "repeat", "template.repeat", "template.repeat_why",
        (
            _change("template.repeat_rate", "24", "32", "%", Formula.REPEAT_RATE),
            _change("template.repeat_value", "3200", "3800", "", Formula.AOV),
            _hold("template.repeat_nps", "points", Formula.NPS, low="50"),
        ),
    ),
)  # fmt: skip
BY_ID = {template.id: template for template in TEMPLATES}
