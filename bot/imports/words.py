"""Why a file, or one of its rows, is not taken in: the texts."""

from bot.errors import UserError
from storage.imports.refusal import Problem, Reason, Refused

PROBLEMS = {
    Problem.NO_SUCH_FILE: "imports.no_such_file",
    Problem.SYMLINK: "imports.symlink",
    Problem.UNREADABLE: "imports.unreadable",
    Problem.NOT_A_FILE: "imports.not_a_file",
    Problem.TOO_LARGE: "imports.too_large",
    Problem.CHANGED: "imports.changed",
    Problem.EMPTY: "imports.empty",
    Problem.NO_ROWS: "imports.no_rows",
    Problem.BINARY: "imports.binary",
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
}
REASONS = {
    Reason.NO_SCORE: "imports.row.no_score",
    Reason.NOT_WHOLE: "imports.row.not_whole",
    Reason.OFF_SCALE: "imports.row.off_scale",
    Reason.NO_TIME: "imports.row.no_time",
    Reason.NO_ID: "imports.row.no_id",
    Reason.TOO_WIDE: "imports.row.too_wide",
}


def refusal(refused: Refused) -> UserError:
    return UserError(PROBLEMS[refused.problem], **refused.values)
