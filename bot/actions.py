"""Ids of buttons that one feature shows and another one answers, and what buttons and forms send back."""

import re

CHECK_IN = "checkin_open"
NO_CHANGE = "checkin_no_change"
EDIT = "checkin_edit"
SHOW = "okr_show"
ROW_ID = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def row_id(sent: str) -> int:
    """The row id, or the place in a list, that a client sends back; for anything else 0, which no row has."""
    return int(sent) if ROW_ID.fullmatch(sent) else 0
