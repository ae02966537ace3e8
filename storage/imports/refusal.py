"""Why a file, or one of its rows, is not taken in."""

from dataclasses import dataclass
from enum import StrEnum


class Problem(StrEnum):
    """What is wrong with a file as a whole."""

    NO_SUCH_FILE = "no_such_file"
    SYMLINK = "symlink"
    UNREADABLE = "unreadable"
    NOT_A_FILE = "not_a_file"
    TOO_LARGE = "too_large"
    CHANGED = "changed"
    OLD_WORKBOOK = "old_workbook"
    PROTECTED = "protected"
    BROKEN_WORKBOOK = "broken_workbook"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    NO_SUCH_SHEET = "no_such_sheet"
    SEVERAL_SHEETS = "several_sheets"
    NO_SHEETS = "no_sheets"
    EMPTY = "empty"
    NO_ROWS = "no_rows"
    BINARY = "binary"
    MARKUP = "markup"
    UNDECODABLE = "undecodable"
    UNKNOWN_ENCODING = "unknown_encoding"
    UNCLOSED_QUOTE = "unclosed_quote"
    LONG_CELL = "long_cell"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    NO_SUCH_COLUMN_NEAR = "no_such_column_near"
    NO_SUCH_COLUMN = "no_such_column"
    NO_SUCH_NUMBER = "no_such_number"
    AMBIGUOUS_COLUMN = "ambiguous_column"
    NO_SCORE_COLUMN = "no_score_column"
    SEVERAL_SCORE_COLUMNS = "several_score_columns"
    SEVERAL_TIME_COLUMNS = "several_time_columns"
    WHICH_SCALE = "which_scale"
    UNKNOWN_ANSWER = "unknown_answer"
    AMBIGUOUS_DATES = "ambiguous_dates"
    MIXED_DATES = "mixed_dates"
    TIME_TWICE = "time_twice"
    WHICH_QUESTION_COLUMN = "which_question_column"
    WHICH_QUESTION = "which_question"
    NO_SUCH_QUESTION = "no_such_question"
    NO_STATUS_COLUMN = "no_status_column"
    WHICH_STATUS = "which_status"
    BAD_LABEL = "bad_label"
    BAD_LABELS_FILE = "bad_labels_file"
    UNKNOWN_FIELD = "unknown_field"
    FIELDS_MISSING = "fields_missing"
    NOTHING_MAPPED = "nothing_mapped"
    WORDS_WITHOUT_COLUMN = "words_without_column"
    DATED_TWICE = "dated_twice"
    IMPORT_RUNNING = "import_running"


class Reason(StrEnum):
    """What is wrong with a row."""

    NO_SCORE = "no_score"
    SEVERAL_ANSWERS = "several_answers"
    NOT_WHOLE = "not_whole"
    OFF_SCALE = "off_scale"
    NO_TIME = "no_time"
    NO_ID = "no_id"
    TOO_WIDE = "too_wide"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_LATE = "too_late"
    NO_NUMBER = "no_number"
    NO_FLAG = "no_flag"
    NO_DURATION = "no_duration"
    NO_SENTIMENT = "no_sentiment"
    SOLVED_BEFORE_CREATED = "solved_before_created"
    END_BEFORE_START = "end_before_start"


class Refused(Exception):
    """A file that cannot be read as it is, or as it was asked; the values belong to the sentence that says so."""

    def __init__(self, problem: Problem, **values: object) -> None:
        super().__init__(problem)
        self.problem = problem
        self.values = values


@dataclass(frozen=True)
class Rejected:
    """A row that is left out: its number as a spreadsheet shows it, and the cell that is the reason."""

    row: int
    column: str
    value: str
    reason: Reason
    cells: tuple[str, ...]
