"""Ids of buttons that one feature shows and another one answers, and what buttons and forms send back.

The value of LOOK is what could be typed behind /okr, that of SHOW, HISTORY and EDIT_OKR a short id (2 or 2.1), of
SHOW_KPI a name; of CHECK_IN, NO_CHANGE, EDIT, LATER and AWAY the row id of the prompt, if there is one; of the others
the row id of what they are about, if it is there.
"""

import re

CHECK_IN = "checkin_open"
NO_CHANGE = "checkin_no_change"
EDIT = "checkin_edit"
LATER = "checkin_later"
CHECK_IN_NOW = "checkin_now"
AWAY = "away_open"
AWAY_OVER = "away_over"
LOOK = "okr_look"
SHOW = "okr_show"
HISTORY = "okr_history"
NEW_OBJECTIVE = "objective_new"
EDIT_OKR = "okr_edit"
SHOW_KPI = "kpi_show"
MY_SETTINGS = "settings_mine"
MY_DATA = "privacy_mine"
TEAM_SETTINGS = "team_settings"
NEW_TEAM = "team_new"
NEW_CYCLE = "cycle_new"
EDIT_CYCLE = "cycle_edit"
CLOSE_CYCLE = "cycle_close"
NEW_KPI = "kpi_new"
EDIT_KPI = "kpi_edit"
CHECK_IN_SHORTCUT = "check_in"
ADD_BLOCKER_SHORTCUT = "add_blocker"
ROW_ID = re.compile(r"[1-9]\d{0,8}", re.ASCII)


def row_id(sent: str) -> int:
    """The row id, or the place in a list, that a client sends back; for anything else 0, which no row has."""
    return int(sent) if ROW_ID.fullmatch(sent) else 0
