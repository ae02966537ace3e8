"""What Slack's client itself does with a form: it takes entries, and refuses some at the field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.localslack import inputs
from bot.localslack.errors import ActRefused, Json
from bot.localslack.inputs import EXTERNAL, INPUTS, Offers, Values
from bot.text import Text

CALENDAR = {"datepicker": "%Y-%m-%d", "timepicker": "%H:%M"}


def enter(values: Values, block: Json, element: Json, entered: Mapping[str, Any], offers: Offers) -> Json:
    """Keeps what was entered, and returns it; an option counts only if the element, or the app, offers it."""
    kind, options = INPUTS.get(element["type"]), offered(block, element, offers)
    if element["type"] == "overflow":
        return {"selected_option": _option(options, entered.get("selected_option"))}
    if kind is None or kind.state not in entered:
        return {}
    value = entered[kind.state]
    if element["type"] == "number_input" and isinstance(value, str):
        value = value.replace(",", ".")  # a number field takes the decimal comma of the language it is shown in
    if "option" in kind.state:
        value = [_option(options, one) for one in value] if isinstance(value, list) else _option(options, value)
    _pickable(element, value)
    state = {"type": element["type"], kind.state: value if value != "" else None}
    values.setdefault(block["block_id"], {})[element["action_id"]] = state
    return {kind.state: value}


def enter_all(values: Values, blocks: Sequence[Json], entered: Values, offers: Offers) -> None:
    for block, element in inputs.elements(blocks):
        state = entered.get(block["block_id"], {}).get(element["action_id"])
        if state is not None:
            enter(values, block, element, state, offers)


def offered(block: Json, element: Json, offers: Offers) -> list[Json]:
    """The options a person may choose; of those the app finds, what it has found, and what was chosen at the start."""
    if element["type"] not in EXTERNAL:
        return within(element)
    start = [*element.get("initial_options", ()), *([element["initial_option"]] if "initial_option" in element else ())]
    return [*offers.get((block["block_id"], element["action_id"]), ()), *start]


def within(holder: Json) -> list[Json]:
    """The options of an element, or of an answer to what somebody typed, in groups or not."""
    groups = holder.get("option_groups", ())
    return [*holder.get("options", ()), *(one for group in groups for one in group["options"])]


def _option(options: Sequence[Json], chosen: Any) -> Any:
    if chosen is None:
        return None
    for option in options:
        if option["value"] == chosen.get("value"):
            return option
    raise ActRefused("This option is gone.")


def _pickable(element: Json, value: Any) -> None:
    if isinstance(value, list) and len(value) > element.get("max_selected_items", len(value)):
        raise ActRefused(f"No more than {element['max_selected_items']} can be chosen here.")
    if value and element["type"] in CALENDAR:
        try:
            datetime.strptime(value, CALENDAR[element["type"]])  # noqa: DTZ007 - neither has a zone
        except ValueError:
            raise ActRefused("Slack's calendar has no such day, its clock no such time.") from None


def problems(blocks: Sequence[Json], values: Values, text: Text) -> dict[str, str]:
    """The errors Slack's client shows at the fields before anything is sent, by block_id, in the person's language."""
    found: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        state = values[block["block_id"]][element["action_id"]]
        problem = _problem(text, element, state, bool(block.get("optional")))
        if problem:
            found[block["block_id"]] = problem
    return found


def _problem(text: Text, element: Json, state: Json, optional: bool) -> str | None:
    if inputs.is_empty(state):
        return None if optional else text("client.required")
    check = _CHECKS.get(element["type"])
    return check(text, element, str(state["value"])) if check else None


def _number(text: Text, element: Json, typed: str) -> str | None:
    try:
        number = Decimal(typed)
    except InvalidOperation:
        return text("client.number")
    if not number.is_finite():
        return text("client.number")
    if not element.get("is_decimal_allowed") and number != number.to_integral_value():
        return text("client.whole")
    if "min_value" in element and number < Decimal(element["min_value"]):
        return text("client.at_least", least=element["min_value"])
    if "max_value" in element and number > Decimal(element["max_value"]):
        return text("client.at_most", most=element["max_value"])
    return None


def _text(text: Text, element: Json, typed: str) -> str | None:
    if len(typed) < element.get("min_length", 0):
        return text("client.longer", least=element["min_length"])
    if len(typed) > element.get("max_length", 3000):
        return text("client.shorter", most=element.get("max_length", 3000))
    return None


def _email(text: Text, _element: Json, typed: str) -> str | None:
    name, _, domain = typed.partition("@")
    return None if name and "." in domain else text("client.email")


def _url(text: Text, _element: Json, typed: str) -> str | None:
    return None if typed.startswith(("http://", "https://")) else text("client.url")


_CHECKS: Mapping[str, Callable[[Text, Json, str], str | None]] = {
    "number_input": _number,
    "plain_text_input": _text,
    "email_text_input": _email,
    "url_text_input": _url,
}
