"""What Slack's client itself does with a form: it takes entries, and refuses some at the field."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.localslack import inputs
from bot.localslack.errors import ActRefused, Json
from bot.localslack.inputs import INPUTS, Values


def enter(values: Values, block: Json, element: Json, entered: Mapping[str, Any]) -> Json:
    """Keeps what was entered, and returns it; an option counts only if the element offers it."""
    kind = INPUTS.get(element["type"])
    if element["type"] == "overflow":
        return {"selected_option": _offered(element, entered.get("selected_option"))}
    if kind is None or kind.state not in entered:
        return {}
    value = entered[kind.state]
    if "option" in kind.state:
        value = [_offered(element, one) for one in value] if isinstance(value, list) else _offered(element, value)
    state = {"type": element["type"], kind.state: value if value != "" else None}
    values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return {kind.state: value}


def enter_all(values: Values, blocks: Sequence[Json], entered: Values) -> None:
    for block, element in inputs.elements(blocks):
        state = entered.get(block["block_id"], {}).get(element["action_id"])
        if state is not None:
            enter(values, block, element, state)


def _offered(element: Json, chosen: Any) -> Any:
    if chosen is None:
        return None
    groups = element.get("option_groups", ())
    for option in [*element.get("options", ()), *(one for group in groups for one in group["options"])]:
        if option["value"] == chosen.get("value"):
            return option
    raise ActRefused("This option is gone.")


def problems(blocks: Sequence[Json], values: Values) -> dict[str, str]:
    """The errors Slack's client shows at the fields before anything is sent, by block_id."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element["action_id"]]
        problem = _problem(element, state, bool(block.get("optional")))
        if problem:
            found[block["block_id"]] = problem
    return found


def _problem(element: Json, state: Json, optional: bool) -> str | None:
    if inputs.is_empty(state):
        return None if optional else "Please complete this required field."
    check = _CHECKS.get(element["type"])
    return check(element, str(state["value"])) if check else None


def _number(element: Json, typed: str) -> str | None:
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return "Enter a number."
    if not number.is_finite():
        return "Enter a number."
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return "Enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Enter a number that is at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Enter a number that is at most {element['max_value']}."
    return None


def _text(element: Json, typed: str) -> str | None:
    if len(typed) < element.get("min_length", 0):
        return f"Enter at least {element['min_length']} characters."
    if len(typed) > element.get("max_length", 3000):
        return f"Enter at most {element.get('max_length', 3000)} characters."
    return None


def _email(_element: Json, typed: str) -> str | None:
    name, _, domain = typed.partition("@")
    return None if name and "." in domain else "Enter an email address."


def _url(_element: Json, typed: str) -> str | None:
    return None if typed.startswith(("http://", "https://")) else "Enter a web address."


_CHECKS: Mapping[str, Callable[[Json, str], str | None]] = {
    "number_input": _number,
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _url,
}
