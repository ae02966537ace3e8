"""KPIs from customers and their orders."""

from bot.rules.kpi import Estimate, mean, share


def churn(lost: int, present: int) -> Estimate:
    """Per cent lost in the period of the customers present at its start (Gupta et al. 2006, Journal of Service
    Research 9(2)); no number where nobody was present."""
    return share(lost, present)


def retention(kept: int, present: int) -> Estimate:
    """Per cent still present at the end of the period of those present at its start: 100 - churn."""
    return share(kept, present)


def conversion(converted: int, prospects: int) -> Estimate:
    """Per cent who bought of those who could have: visitors, leads or sessions, whichever the rows are."""
    return share(converted, prospects)


def activation(activated: int, ripe: int) -> Estimate:
    """Per cent activated within the window of the customers whose window is over."""
    return share(activated, ripe)


def repeat_rate(repeaters: int, buyers: int) -> Estimate:
    """Per cent of buyers with two or more orders."""
    return share(repeaters, buyers)


def aov(orders: int, revenue: float, squares: float) -> Estimate:
    """Average order value in money: revenue / orders; `squares` is the sum of the squared amounts."""
    return mean(orders, revenue, squares)


def cltv(revenue: float, customers: int, margin: float | None, churn: float | None) -> Estimate:
    """Customer lifetime value in money: revenue per customer and period x gross margin / churn of that period, both
    as fractions (Gupta and Lehmann 2003, Journal of Interactive Marketing 17(1), undiscounted). No number without
    customers, margin or churn: while nobody leaves a lifetime has no end."""
    if not customers or margin is None or not churn:
        return Estimate(None, customers)
    return Estimate(revenue / customers * margin / churn, customers)
