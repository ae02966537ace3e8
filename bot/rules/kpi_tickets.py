"""KPIs from tickets and reviews."""

from bot.rules.kpi import Estimate, count, mean, share


def duration(n: int, total: float, squares: float) -> Estimate:
    """Mean time to a first reply or a solution, or of handling, in the unit of the sums; tickets still open are not
    in it."""
    return mean(n, total, squares)


def fcr(first_contact: int, solved: int) -> Estimate:
    """First contact resolution: per cent of solved tickets after which the customer did not come back within the
    window."""
    return share(first_contact, solved)


def solved_share(solved: int, created: int) -> Estimate:
    """Per cent solved by now of the tickets created in the period."""
    return share(solved, created)


def answered_share(answered: int, created: int) -> Estimate:
    """Per cent that have had a first reply by now of the tickets created in the period."""
    return share(answered, created)


def ticket_volume(created: int) -> Estimate:
    """Tickets created in the period."""
    return count(created)


def review_share(matching: int, judged: int) -> Estimate:
    """Per cent of reviews of the sentiment asked for, of those that show any: by word or by rating."""
    return share(matching, judged)
