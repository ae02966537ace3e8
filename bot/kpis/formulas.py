"""Which rows each formula is computed from, and which rule makes its number of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.errors import UserError
from bot.kpis.figures import Asked, Found, found, gathered
from bot.kpis.leaving import churn, cltv, retention
from bot.kpis.options import Hours, Keep, Sentiment
from bot.kpis.takes import FROM_CUSTOMERS, FROM_TICKETS, LEAVING
from bot.kpis.times import times
from bot.rules import kpi_customers, kpi_surveys, kpi_tickets
from bot.rules.kpi import Estimate
from bot.rules.kpi_surveys import NPS_BANDS, NPS_SCALE, Counts, Scale, lowest_of_top
from storage.kinds import Formula
from storage.numbers.customers import activation_parts, flagged_parts, started_parts, told
from storage.numbers.orders import buyer_parts, order_parts
from storage.numbers.reviews import highest_rating, judged_parts
from storage.numbers.scores import Scores, scores
from storage.numbers.surveys import one_each, response_parts
from storage.numbers.tickets import created_parts, first_contact_parts, solved_parts
from storage.numbers.values import newest_values

DAY = 86400
RIPENING = {Formula.FCR: 7, Formula.ACTIVATION: 14}
"""After how many days, unless the definition says otherwise, it is known whether what is waited for came about."""
SOLVED = ("solved", "closed")
FIVE_STARS, TEN_POINTS = Scale(1, 5), Scale(1, 10)
RATINGS = {
    (FIVE_STARS, Sentiment.NEGATIVE): (0, 2),
    (FIVE_STARS, Sentiment.POSITIVE): (4, 5),
    (TEN_POINTS, Sentiment.NEGATIVE): (0, 4),
    (TEN_POINTS, Sentiment.POSITIVE): (7, 10),
}


DATED_BY: dict[Formula, tuple[str, ...]] = {
    **dict.fromkeys(Formula, ("time",)),
    **dict.fromkeys(FROM_TICKETS, ("created",)),
    **dict.fromkeys(FROM_CUSTOMERS, ("start",)),
    **dict.fromkeys(LEAVING, ("start", "end", "first", "last")),
    Formula.CONVERSION: ("first", "last"),
    Formula.RESOLUTION_TIME: ("solved",),
    Formula.FCR: ("settled",),
}
"""What the first and the last period of a series are found by, where nobody names their days."""


def compute(asked: Asked) -> Found:
    """The numbers of all periods asked for; UserError where the rows are not what the formula is about."""
    return FORMULAS[asked.options.formula](asked)


def _scores(asked: Asked, rule: Callable[[Counts, Scale], Estimate], bands: Sequence[float] = ()) -> Found:
    """`bands` begin scores that the rule tells apart; none where it tells apart all."""
    told, scale = scores_of(asked, bands), scale_of(asked)
    if told is None:
        return Found({})
    estimates = {place: rule(counts, scale) for place, counts in told.counts.items()}
    return Found(estimates, told.newest, told.undated)


def scores_of(asked: Asked, bands: Sequence[float] = ()) -> Scores | None:
    """Of the answers that count, none where there are none; UserError for one off the scale."""
    rows, axis = asked.rows, asked.axis
    if asked.options.keep not in (None, Keep.ALL) and axis:
        rows = one_each(rows, axis, asked.periods, latest=asked.options.keep is Keep.LATEST)
    told, scale = scores(rows, axis, asked.periods, bands, newest=asked.newest), scale_of(asked)
    for score in (told.lowest, told.highest) if told else ():
        if not scale.low <= score <= scale.high:
            raise UserError("kpis.off_scale", score=f"{score:g}", scale=f"{scale.low:g}-{scale.high:g}")
    return told


def scale_of(asked: Asked) -> Scale:
    return asked.scale or NPS_SCALE


def nps_scores(counts: Counts, scale: Scale) -> Counts:
    """The counts themselves; UserError for scores that no NPS is made of."""
    if scale.high != NPS_SCALE.high or scale.low not in (0, 1):
        raise UserError("kpis.nps_scale", scale=f"{scale.low:g}-{scale.high:g}")
    if broken := next((score for score in counts if score != int(score)), None):
        raise UserError("kpis.nps_whole", score=f"{broken:g}")
    return counts


def _boxes(asked: Asked, rule: Callable[[Counts, Scale, int], Estimate], usual: int) -> Found:
    top = asked.options.top or usual
    bands = (lowest_of_top(asked.scale or NPS_SCALE, top),)
    return _scores(asked, lambda counts, scale: rule(counts, scale, top), bands)


def _response_rate(asked: Asked) -> Found:
    """Who finished of those who began, where the file tells; else who answered of those asked, over all days."""
    parts = response_parts(asked.rows, asked.axis, asked.periods)
    if any(part.sums["told"] for part in parts):
        return found(parts, lambda part: kpi_surveys.response_rate(round(part.sums["complete"]), part.n))
    if asked.invited is None or not asked.open or not parts:
        return gathered({}, parts)
    invited = asked.invited
    return found(parts, lambda part: kpi_surveys.response_rate(round(part.sums["scored"]), invited))


def _conversion(asked: Asked) -> Found:
    parts = flagged_parts(asked.rows, asked.periods, "converted")
    return found(parts, lambda part: kpi_customers.conversion(round(part.sums["yes"]), part.n))


def _activation(asked: Asked) -> Found:
    """Flags without days count as they are: nobody can tell when."""
    if not told(asked.rows).started:
        parts = flagged_parts(asked.rows, asked.periods, "activated")
        return found(parts, lambda part: kpi_customers.activation(round(part.sums["yes"]), part.n))
    within = asked.options.within_days or RIPENING[Formula.ACTIVATION]
    parts = activation_parts(asked.rows, asked.periods, within, asked.today)
    return found(parts, lambda part: kpi_customers.activation(round(part.sums["activated"]), part.n))


def _first_value(asked: Asked) -> Found:
    """The days until first value; where no file knows that, until the activation."""
    if "start" not in asked.rows.axes:
        return Found({})
    measure = "to_first_value" if told(asked.rows).valued else "to_activation"
    result = times(asked, "start", measure)
    first = next((part for part in started_parts(asked.rows, asked.periods, measure) if part.place == 0), None)
    not_yet = 100 * (1 - first.sums["there"] / first.n) if first and first.n else None
    return replace(result, not_yet=not_yet)


def _aov(asked: Asked) -> Found:
    parts = order_parts(asked.rows, asked.axis, asked.periods)
    return found(parts, lambda part: kpi_customers.aov(part.n, part.sums["revenue"], part.sums["squares"]))


def _repeat_rate(asked: Asked) -> Found:
    parts = buyer_parts(asked.rows, asked.axis, asked.periods)
    return found(parts, lambda part: kpi_customers.repeat_rate(round(part.sums["again"]), part.n))


def _ticket_times(asked: Asked, axis: str, measure: str) -> Found:
    business = asked.options.hours is Hours.BUSINESS
    return times(asked, axis, f"{measure}_business" if business else measure)


def _fcr(asked: Asked) -> Found:
    soon = (asked.options.within_days or RIPENING[Formula.FCR]) * DAY
    parts = first_contact_parts(asked.rows, asked.periods, soon, asked.options.solved or SOLVED)
    return found(parts, lambda part: kpi_tickets.fcr(part.n - round(part.sums["back"]), part.n))


def _solved_share(asked: Asked) -> Found:
    parts = solved_parts(asked.rows, asked.periods, asked.options.solved or SOLVED)
    return found(parts, lambda part: kpi_tickets.solved_share(round(part.sums["solved"]), part.n))


def _answered_share(asked: Asked) -> Found:
    parts = created_parts(asked.rows, asked.periods)
    return found(parts, lambda part: kpi_tickets.answered_share(round(part.sums["answered"]), part.n))


def _review_share(asked: Asked) -> Found:
    """Ratings are of 1 to 5, or of 1 to 10 where the definition says so or any review has more than five."""
    sentiment = asked.options.sentiment or Sentiment.NEGATIVE
    highest = asked.options.own_scale.high if asked.options.own_scale else highest_rating(asked.rows)
    scale = TEN_POINTS if highest is not None and highest > FIVE_STARS.high else FIVE_STARS
    parts = judged_parts(asked.rows, asked.axis, asked.periods, sentiment, RATINGS[scale, sentiment])
    return found(parts, lambda part: kpi_tickets.review_share(round(part.sums["match"]), part.n))


FORMULAS: dict[Formula, Callable[[Asked], Found]] = {
    Formula.NPS: lambda asked: _scores(
        asked, lambda counts, scale: kpi_surveys.nps(nps_scores(counts, scale)), NPS_BANDS
    ),
    Formula.CSAT: lambda asked: _boxes(asked, kpi_surveys.csat, 2),
    Formula.CSAT_MEAN: lambda asked: _scores(asked, kpi_surveys.mean_score),
    Formula.CES: lambda asked: _scores(asked, kpi_surveys.ces),
    Formula.CES_TOP: lambda asked: _boxes(asked, kpi_surveys.ces_top, 3),
    Formula.RESPONSE_RATE: _response_rate,
    Formula.CHURN: churn,
    Formula.RETENTION: retention,
    Formula.CLTV: cltv,
    Formula.AOV: _aov,
    Formula.REPEAT_RATE: _repeat_rate,
    Formula.CONVERSION: _conversion,
    Formula.ACTIVATION: _activation,
    Formula.TTFV: _first_value,
    Formula.FIRST_RESPONSE_TIME: lambda asked: _ticket_times(asked, "created", "first_reply"),
    Formula.RESOLUTION_TIME: lambda asked: _ticket_times(asked, "solved", "resolution"),
    Formula.HANDLE_TIME: lambda asked: times(asked, "created", "handle"),
    Formula.FCR: _fcr,
    Formula.TICKET_VOLUME: lambda asked: found(
        created_parts(asked.rows, asked.periods), lambda part: kpi_tickets.ticket_volume(part.n)
    ),
    Formula.SOLVED_SHARE: _solved_share,
    Formula.ANSWERED_SHARE: _answered_share,
    Formula.REVIEW_SHARE: _review_share,
    Formula.VALUE: lambda asked: found(
        newest_values(asked.rows, asked.periods), lambda part: Estimate(part.sums["value"], part.n)
    ),
}
