"""What each listener of the bot is sent, and who changes rows by it."""

from collections.abc import Callable

from bot.authoring.elements import action_of
from bot.authoring.sheets import Field, Form
from bot.commands import Command
from bot.home.content import Section
from tests.scenarios.matrix import Json, Matrix, answered, chosen, dates, typed

Send = Callable[[Matrix, str], list[Json]]


def press(action: str, *values: str) -> Send:
    return lambda m, role: [m.action(role, action, value) for value in values or ("",)]


def about(action: str, field: str) -> Send:
    """With one of the row ids."""
    return lambda m, role: [m.action(role, action, str(getattr(m.ids, field)))]


def in_card(action: str, row: str = "", prefix: str = "") -> Send:
    """In a form about the private objective."""

    def send(m: Matrix, role: str) -> list[Json]:
        value = f"{prefix}{getattr(m.ids, row)}" if row else "0"
        return [m.action(role, action, value, m.subject(), Form.OBJECTIVE)]

    return send


def in_cycle(action: str, form: str) -> Send:
    return lambda m, role: [m.action(role, action, "", str(m.ids.cycle), form)]


def suggested(field: Field) -> Send:
    def send(m: Matrix, role: str) -> list[Json]:
        of = {Field.KPI: Form.KEY_RESULT, Field.PLACE: Form.INITIATIVE}.get(field, Form.OBJECTIVE)
        bodies = [m.options(role, action_of(field), m.subject(), of)]
        return bodies + ([m.options(role, action_of(field), "", of)] if of is Form.OBJECTIVE else [])

    return send


def checkin(form: str) -> Send:
    return lambda m, role: [m.view(role, form, str(m.ids.form), answered(m.ids))]


def written(form: Form, row: str = "") -> Send:
    """The private objective, or something in it, under another title and opened to all."""

    def send(m: Matrix, role: str) -> list[Json]:
        texts = {Field.TITLE: "Taken over", Field.START: "0", Field.TARGET: "9", Field.WEIGHT: "1"}
        lists = {
            Field.TEAM: str(m.ids.team), Field.CYCLE: str(m.ids.cycle), Field.LEVEL: "team", Field.KIND: "change",
            Field.VISIBILITY: "open", Field.PLACE: "0", Field.PARENT: "", Field.KPI: "",
        }  # fmt: skip
        values: Json = {}
        for field, value in texts.items():
            values |= typed(f"{field}:0", action_of(field), value)
        for field, value in lists.items():
            values |= chosen(f"{field}:0", action_of(field), value)
        person = {"type": "users_select", "selected_user": "U0LENA"}
        values |= {f"{Field.OWNER}:0": {action_of(Field.OWNER): person}}
        of = getattr(m.ids, row) if row else 0
        about = f"{m.ids.secret} {of} 999999 - -"
        return [m.view(role, form, about, values)]

    return send


def team_sent(m: Matrix, role: str) -> list[Json]:
    texts = typed("name:0", "team_name", "BOARD_Board") | typed("due_hours:0", "team_due_hours", "5")
    for name, value in {"language": "en", "timezone": "Europe/Moscow", "day": "fri", "whose": "team"}.items():
        texts |= chosen(f"{name}:0", f"team_{name}", value)
    texts |= chosen("every:0", "team_every", "1") | chosen("digest_when:0", "team_digest_when", "early")
    texts |= {"time:0": {"team_time": {"type": "timepicker", "selected_time": "11:00"}}}
    texts |= {"lead:0": {"team_lead": {"type": "users_select", "selected_user": "U0LENA"}}}
    return [m.view(role, "team", f"{m.ids.team} 999999", texts)]


def kpi_sent(m: Matrix, role: str) -> list[Json]:
    texts = typed("title:0", "kpi_title", "Taken") | typed("min_n:0", "kpi_min_n", "1")
    lists = chosen("formula:0", "kpi_formula", "value") | chosen("direction:0", "kpi_direction", "up")
    return [m.view(role, "kpi", f"{m.ids.kpi} 999999", texts | lists)]


def cycle_sent(m: Matrix, role: str) -> list[Json]:
    days = dates(first="2026-10-01", last="2026-12-30")
    return [m.view(role, "cycle_form", str(m.ids.cycle), typed("name", "name", "Mine") | days)]


def grades(form: str) -> Send:
    def send(m: Matrix, role: str) -> list[Json]:
        values: Json = {}
        for key in (m.ids.key_result, m.ids.guests):
            values |= typed(f"grade:{key}", "grade", "0.5") | typed(f"note:{key}", "note", "because")
            values |= chosen(f"next:{key}", "next", "dropped")
        return [m.view(role, form, str(m.ids.cycle), values | chosen("end", "end", "whole"))]

    return send


def blocker(m: Matrix, role: str) -> list[Json]:
    words = typed("words", "words", "stuck")
    return [m.view(role, "blocker_form", "", chosen("key_result", "key_result", str(m.ids.key_result)) | words)]


def away_sent(m: Matrix, role: str) -> list[Json]:
    return [m.view(role, "away_form", "", dates(first="2026-12-07", last="2026-12-08"))]


def mine_sent(m: Matrix, role: str) -> list[Json]:
    values = chosen("language", "language", "ru") | chosen("settings_zone", "settings_zone", "Europe/Moscow")
    values |= chosen("remind_from", "remind_from", "10") | chosen("remind_to", "remind_to", "17")
    values |= {"company_digest": {"company_digest": {"selected_options": [{"value": "company_digest"}]}}}
    return [m.view(role, "preferences", "", values)]


def nothing(_matrix: Matrix, _role: str) -> list[Json]:
    return []


INSIDE = "ALOMCWGV"
TYPED = {
    Command.TEAM: ("", "BOARD_Board"), Command.SHOW: ("3", "3.1", "4"), Command.HISTORY: ("3", "4"),
    Command.CHECKIN: ("3.1",), Command.KPI: ("", "nps"), Command.DIGEST: ("BOARD_Board", "company"),
    Command.AGENDA: ("BOARD_Board",), Command.EDIT: ("3.1", "4"), Command.CLOSE: ("", "2026-Q4"),
    Command.AWAY: ("", "07.12..08.12"),
}  # fmt: skip
LOOKS = ("show 3", "tree", "kpi nps", "digest BOARD_Board", "digest company", "doctor")  # fmt: skip
IDS = ("3",)
CELLS: dict[tuple[str, str], tuple[Send, str]] = {
    ("action", "checkin_open"): (about("checkin_open", "prompt"), ""),
    ("action", "checkin_edit"): (about("checkin_edit", "prompt"), ""),
    ("action", "checkin_no_change"): (about("checkin_no_change", "prompt"), ""),
    ("action", "checkin_now"): (about("checkin_now", "key_result"), "O"),
    ("action", "checkin_later"): (about("checkin_later", "prompt"), ""),
    ("action", "later_hour"): (about("later_hour", "prompt"), ""),
    ("action", "later_afternoon"): (about("later_afternoon", "prompt"), ""),
    ("action", "later_tomorrow"): (about("later_tomorrow", "prompt"), ""),
    ("action", "away_open"): (about("away_open", "prompt"), ""),
    ("action", "away_over"): (about("away_over", "away"), "O"),
    ("action", "away_remove"): (about("away_remove", "away"), "O"),
    ("action", "away_undo"): (about("away_undo", "away"), "O"),
    ("action", "away_hint_yes"): (about("away_hint_yes", "hint"), "O"),
    ("action", "away_hint_no"): (about("away_hint_no", "hint"), "O"),
    ("action", "okr_look"): (press("okr_look", *LOOKS), ""),
    ("action", "okr_show"): (press("okr_show", *IDS), ""),
    ("action", "okr_history"): (press("okr_history", *IDS), ""),
    ("action", "okr_more"): (press("okr_more", "0 all", "0 tree", "0 history 3"), ""),
    ("action", "okr_edit"): (press("okr_edit", "3.1"), ""),
    ("action", "objective_new"): (press("objective_new"), ""),
    ("action", "kpi_show"): (press("kpi_show", "nps"), ""),
    ("action", "kpi_more"): (press("kpi_more", "0"), ""),
    ("action", "kpi_new"): (press("kpi_new"), ""),
    ("action", "kpi_edit"): (about("kpi_edit", "kpi"), ""),
    ("action", "settings_mine"): (press("settings_mine"), ""),
    ("action", "privacy_mine"): (press("privacy_mine"), "ALOMCWGVT"),
    ("action", "team_settings"): (about("team_settings", "team"), ""),
    ("action", "team_new"): (press("team_new"), ""),
    ("action", "team_lead"): (about("team_lead", "team"), ""),
    ("action", "team_members"): (about("team_members", "team"), ""),
    ("action", "cycle_new"): (press("cycle_new"), ""),
    ("action", "cycle_edit"): (about("cycle_edit", "cycle"), ""),
    ("action", "cycle_close"): (about("cycle_close", "cycle"), ""),
    ("action", "cycle_grades_skip"): (in_cycle("cycle_grades_skip", "cycle_grades"), ""),
    ("action", "cycle_grades_back"): (in_cycle("cycle_grades_back", "cycle_summary"), ""),
    ("action", "author_inside"): (in_card("author_inside"), ""),
    ("action", "author_add_key_result"): (in_card("author_add_key_result"), ""),
    ("action", "author_add_initiative"): (in_card("author_add_initiative"), ""),
    ("action", "author_add_sample"): (in_card("author_add_sample"), ""),
    ("action", "author_edit_objective"): (in_card("author_edit_objective"), ""),
    ("action", "author_edit_kr"): (in_card("author_edit_kr", "key_result"), ""),
    ("action", "author_edit_initiative"): (in_card("author_edit_initiative", "initiative"), ""),
    ("action", "author_kind"): (in_card("author_kind"), ""),
    ("action", "author_template"): (in_card("author_template"), ""),
    ("action", "author_archive"): (in_card("author_archive"), "ALO"),
    ("action", "author_restore"): (in_card("author_restore"), ""),
    ("action", "author_restore_row"): (in_card("author_restore_row", "key_result", "author_key_result:"), ""),
    ("action", "file_import"): (press("file_import", "1"), ""),
    ("action", "file_leave"): (press("file_leave", "1"), ""),
    ("action", "file_change"): (press("file_change", "1"), ""),
    ("action", "file_kind_"): (press("file_kind_orders", "1"), ""),
    ("action", "home_go_"): (lambda m, role: [m.action(role, f"home_go_{one}") for one in Section], INSIDE + "T"),
    ("action", "home_page"): (press("home_page", "0", "10"), INSIDE + "T"),
    ("action", "home_choose_team"): (
        lambda m, role: [m.action(role, "home_choose_team", selected_option={"value": str(m.ids.team)})],
        INSIDE + "T",
    ),
    ("action", "reply_undo"): (about("reply_undo", "reply"), "O"),
    ("view", "checkin_form"): (checkin("checkin_form"), "O"),
    ("view", "checkin_form_alone"): (checkin("checkin_form_alone"), "O"),
    ("view", "blocker_form"): (blocker, "O"),
    ("view", "author_objective"): (written(Form.OBJECTIVE), "ALO"),
    ("view", "author_key_result"): (written(Form.KEY_RESULT, "key_result"), "ALO"),
    ("view", "author_initiative"): (written(Form.INITIATIVE, "initiative"), "ALO"),
    ("view", "team"): (team_sent, "AL"),
    ("view", "kpi"): (kpi_sent, "A"),
    ("view", "cycle_form"): (cycle_sent, "A"),
    ("view", "cycle_grades"): (grades("cycle_grades"), "AL"),
    ("view", "cycle_summary"): (grades("cycle_summary"), "A"),
    ("view", "file_form"): (lambda m, role: [m.view(role, "file_form", "1", {})], ""),
    ("view", "away_form"): (away_sent, INSIDE + "T"),
    ("view", "preferences"): (mine_sent, INSIDE + "T"),
    ("options", "team_timezone"): (lambda m, role: [m.options(role, "team_timezone", "", "team", "Mos")], ""),
    ("options", "settings_zone"): (lambda m, role: [m.options(role, "settings_zone", "", "preferences", "Mos")], ""),
    **{
        ("options", action_of(one)): (suggested(one), "")
        for one in (Field.TEAM, Field.CYCLE, Field.PARENT, Field.KPI, Field.PLACE)
    },
    ("shortcut", "new_objective"): (lambda m, role: [m.shortcut(role, "new_objective")], ""),
    ("shortcut", "check_in"): (lambda m, role: [m.shortcut(role, "check_in")], "LOWT"),
    ("shortcut", "add_blocker"): (lambda m, role: [m.shortcut(role, "add_blocker")], ""),
    ("event", "message"): (
        lambda m, role: [m.event(role, type="message", text="3.1 5 conf 4"), m.event(role, type="message", text="?")],
        INSIDE + "XDT",  # what it is answered with is kept, never a check-in
    ),
    ("event", "file_share"): (
        lambda m, role: [m.event(role, type="message", subtype="file_share", text="", files=[{"id": "F1"}])],
        INSIDE + "XDT",  # the same
    ),
    ("event", "app_home_opened"): (lambda m, role: [m.event(role, type="app_home_opened", tab="home")], INSIDE + "XDT"),
    ("event", "user_change"): (nothing, ""),  # of Slack's own; it has no caller
    ("event", "app_uninstalled"): (nothing, ""),  # the same
    ("event", "tokens_revoked"): (nothing, ""),  # the same
    **{
        ("command", word.value): (
            lambda m, role, word=word: [m.command(role, f"{word} {rest}") for rest in TYPED.get(word, ("",))],  # type: ignore[misc]
            {Command.CHECKIN: "O", Command.AWAY: INSIDE + "T"}.get(word, ""),
        )
        for word in Command
    },
}  # fmt: skip
"""What a listener is sent, and who changes rows by it. Everybody's own days and settings are theirs."""
