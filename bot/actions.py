"""Ids of buttons that one feature shows and another one answers."""

CHECK_IN = "checkin_open"
NO_CHANGE = "checkin_no_change"
EDIT = "checkin_edit"
SHOW = "okr_show"
