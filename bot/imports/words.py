"""Why a file, or one of its rows, is not taken in: the texts."""

from bot.errors import UserError, WrongUse
from storage.imports.refusal import Problem, Reason, Refused

PROBLEMS = {
    Problem.NO_SUCH_FILE: "imports.no_such_file",
    Problem.SYMLINK: "imports.symlink",
    Problem.UNREADABLE: "imports.unreadable",
    Problem.NOT_A_FILE: "imports.not_a_file",
    Problem.TOO_LARGE: "imports.too_large",
    Problem.CHANGED: "imports.changed",
    Problem.OLD_WORKBOOK: "imports.old_workbook",
    Problem.PROTECTED: "imports.protected",
    Problem.BROKEN_WORKBOOK: "imports.broken_workbook",
    Problem.UNPACKS_TOO_LARGE: "imports.unpacks_too_large",
    Problem.NO_SUCH_SHEET: "imports.no_such_sheet",
    Problem.SEVERAL_SHEETS: "imports.several_sheets",
    Problem.NO_SHEETS: "imports.no_sheets",
    Problem.EMPTY: "imports.empty",
    Problem.NO_ROWS: "imports.no_rows",
    Problem.BINARY: "imports.binary",
    Problem.MARKUP: "imports.markup",
    Problem.UNDECODABLE: "imports.undecodable",
    Problem.UNKNOWN_ENCODING: "imports.unknown_encoding",
    Problem.UNCLOSED_QUOTE: "imports.unclosed_quote",
    Problem.LONG_CELL: "imports.long_cell",
    Problem.TOO_MANY_ROWS: "imports.too_many_rows",
    Problem.TOO_MANY_COLUMNS: "imports.too_many_columns",
    Problem.NO_SUCH_COLUMN_NEAR: "imports.no_such_column_near",
    Problem.NO_SUCH_COLUMN: "imports.no_such_column",
    Problem.NO_SUCH_NUMBER: "imports.no_such_number",
    Problem.AMBIGUOUS_COLUMN: "imports.ambiguous_column",
    Problem.NO_SCORE_COLUMN: "imports.no_score_column",
    Problem.SEVERAL_SCORE_COLUMNS: "imports.several_score_columns",
    Problem.SEVERAL_TIME_COLUMNS: "imports.several_time_columns",
    Problem.WHICH_SCALE: "imports.which_scale",
    Problem.UNKNOWN_ANSWER: "imports.unknown_answer",
    Problem.AMBIGUOUS_DATES: "imports.ambiguous_dates",
    Problem.MIXED_DATES: "imports.mixed_dates",
    Problem.TIME_TWICE: "imports.time_twice",
    Problem.WHICH_QUESTION_COLUMN: "imports.which_question_column",
    Problem.WHICH_QUESTION: "imports.which_question",
    Problem.NO_SUCH_QUESTION: "imports.no_such_question",
    Problem.NO_STATUS_COLUMN: "imports.no_status_column",
    Problem.WHICH_STATUS: "imports.which_status",
    Problem.BAD_LABEL: "imports.bad_label",
    Problem.BAD_LABELS_FILE: "imports.bad_labels_file",
    Problem.UNKNOWN_FIELD: "imports.unknown_field",
    Problem.FIELDS_MISSING: "imports.fields_missing",
    Problem.NOTHING_MAPPED: "imports.nothing_mapped",
    Problem.WORDS_WITHOUT_COLUMN: "imports.words_without_column",
    Problem.DATED_TWICE: "imports.dated_twice",
    Problem.IMPORT_RUNNING: "imports.import_running",
}
REASONS = {
    Reason.NO_SCORE: "imports.row.no_score",
    Reason.SEVERAL_ANSWERS: "imports.row.several_answers",
    Reason.NOT_WHOLE: "imports.row.not_whole",
    Reason.OFF_SCALE: "imports.row.off_scale",
    Reason.NO_TIME: "imports.row.no_time",
    Reason.NO_ID: "imports.row.no_id",
    Reason.TOO_WIDE: "imports.row.too_wide",
    Reason.EMPTY: "imports.row.empty",
    Reason.TOO_LONG: "imports.row.too_long",
    Reason.TOO_LATE: "imports.row.too_late",
    Reason.NO_NUMBER: "imports.row.no_score",
    Reason.NO_FLAG: "imports.row.no_flag",
    Reason.NO_DURATION: "imports.row.no_duration",
    Reason.NO_SENTIMENT: "imports.row.no_sentiment",
    Reason.SOLVED_BEFORE_CREATED: "imports.row.solved_before_created",
    Reason.END_BEFORE_START: "imports.row.end_before_start",
}
WRONG_USE = {
    Problem.UNKNOWN_FIELD,
    Problem.FIELDS_MISSING,
    Problem.NOTHING_MAPPED,
    Problem.WORDS_WITHOUT_COLUMN,
    Problem.DATED_TWICE,
    Problem.TIME_TWICE,
    Problem.WHICH_QUESTION_COLUMN,
    Problem.WHICH_QUESTION,
}
"""It is not the file that is wrong but what was asked of it."""


def refusal(refused: Refused) -> UserError:
    kind = WrongUse if refused.problem in WRONG_USE else UserError
    return kind(PROBLEMS[refused.problem], **refused.values)
