"""A survey's file: rows to answers, and a reason for each row that is none. It is read twice, line by line."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from storage.block import Block
from storage.imports import choice
from storage.imports.answers import Row, Rows
from storage.imports.columns import full_name, label
from storage.imports.form import Columns, Form, Memory, Wanted
from storage.imports.look import Look, Question, look_at
from storage.imports.refusal import Problem, Refused, Rejected
from storage.imports.scale import NPS, choose_scale
from storage.imports.scores import Scale, refuse_unknown_words
from storage.imports.spread import answer_of, only_marked, said_by
from storage.imports.table import Table
from storage.imports.times import DateOrder

MOST_NAMED = 10
UTC = ZoneInfo("UTC")


def plan_answers(table: Table, wanted: Wanted) -> Form:
    """Raises Refused where a column, the scale or the order of dates is in doubt."""
    asked = choice.asked_columns(table, wanted)
    if wanted.time and asked.time is not None:
        raise Refused(Problem.TIME_TWICE, column=label(table, asked.time))
    question = _question(table, wanted, asked)
    look = _look(table, wanted, asked, question)
    if question and not look.n:
        raise Refused(Problem.NO_SUCH_QUESTION, question=wanted.question, questions=_most(look.questions))
    columns = _columns(table, wanted, asked, look)
    marked = len(columns.score) > 1 and only_marked(
        {place: look.scores[place] for place in columns.score}, {at: answer_of(table, at) for at in columns.score}
    )
    status = columns.status
    return Form(
        columns,
        _scale(table, wanted, columns, _counts(table, columns.score, look, marked)),
        _date_order(wanted, columns, look),
        _zone(table, wanted, columns),
        () if status is None else choice.complete_words(table, look.words[status], status, wanted.complete),
        Memory(look.rows.repeated() if columns.id is None else frozenset(), question, look.others, marked),
    )


def read_answers(table: Table, form: Form, wanted: Wanted) -> Iterator[Row | Rejected | None]:
    """For each line its values in the order of COLUMNS, why it is left out, or none where it is skipped."""
    for read in read_blocks(table, form, wanted):
        if isinstance(read, Block):
            yield from read.rows()
        else:
            yield read


def read_blocks(table: Table, form: Form, wanted: Wanted) -> Iterator[Row | Block | Rejected | None]:
    """The same with plain rows many at a time: a file has a million of them."""
    rows, question = Rows(table, form, wanted), form.memory.question
    for batch in table.batches():
        if block := rows.block(batch.rows):
            yield block
            continue
        for line in batch.lines():
            asked = any(map(str.strip, line.cells)) and not (question and not question.asks(line.cells))
            yield rows.read(line) if asked else None


def _question(table: Table, wanted: Wanted, asked: Columns) -> Question | None:
    if asked.question is None:
        if wanted.question:
            raise Refused(Problem.WHICH_QUESTION_COLUMN, question=wanted.question)
        return None
    if not wanted.question:
        raise Refused(Problem.WHICH_QUESTION, questions=_most(Counter(table.column(asked.question))))
    told = (asked.time, asked.respondent, asked.comment, asked.segment, asked.status)
    named = choice.times_by_name(table) if "time" not in wanted.columns else []
    joined = {place for place in (*told, *named) if place is not None}
    return Question(asked.question, " ".join(wanted.question.split()).casefold(), asked.id, tuple(sorted(joined)))


def _look(table: Table, wanted: Wanted, asked: Columns, question: Question | None) -> Look:
    """Looks at the columns that are asked for, and at those that may be the others."""
    times, ids, words = [], [], []
    if "time" not in wanted.columns and not wanted.time:
        times = choice.possible_times(table, question)
    if "id" not in wanted.columns and not question:
        ids = choice.possible_ids(table)
    if "status" not in wanted.columns:
        words = choice.possible_statuses(table)
    return look_at(
        table,
        question,
        scores=asked.score or choice.possible_scores(table),
        times=times if asked.time is None else [asked.time],
        ids=ids,
        words=words if asked.status is None else [asked.status],
        keyless=asked.id is None,
    )


def _columns(table: Table, wanted: Wanted, asked: Columns, look: Look) -> Columns:
    status = choice.found_status(table, look) if "status" not in wanted.columns else asked.status
    if status is None and wanted.complete:
        raise Refused(Problem.NO_STATUS_COLUMN)
    score = asked.score
    if not score:
        found = choice.found_score(table, look, wanted.scale or NPS, wanted)
        if found is None and status is None:
            raise choice.no_score(table)
        score = () if found is None else (found,)
    return replace(
        asked,
        score=score,
        time=choice.found_time(table, look) if asked.time is None else asked.time,
        id=choice.found_id(look) if asked.id is None else asked.id,
        status=status,
    )


def _counts(table: Table, score: tuple[int, ...], look: Look, marked: bool) -> Mapping[str, int]:
    """How often each answer was given."""
    if len(score) == 1:
        return look.scores[score[0]]
    counts: Counter[str] = Counter()
    for place in score:
        for cell, n in look.scores[place].items():
            counts[said_by(cell, answer_of(table, place), marked=marked)] += n
    return counts


def _scale(table: Table, wanted: Wanted, columns: Columns, counts: Mapping[str, int]) -> Scale:
    if not columns.score:
        return wanted.scale or NPS
    refuse_unknown_words(counts, wanted.meaning)
    return wanted.scale or choose_scale(counts, wanted.meaning, full_name(table, columns.score[0]))


def _date_order(wanted: Wanted, columns: Columns, look: Look) -> DateOrder | None:
    if columns.time is None:
        return None
    dates = look.times[columns.time].dates
    return dates.counted() or wanted.date_order or dates.order()


def _zone(table: Table, wanted: Wanted, columns: Columns) -> ZoneInfo:
    """The one asked for, UTC where the column says so, else the days' own."""
    says_utc = columns.time is not None and choice.says_utc(table, columns.time)
    return wanted.zone or (UTC if says_utc else wanted.day_zone)


def _most(questions: Counter[str]) -> str:
    named = [name.strip()[:80] for name, _ in questions.most_common(MOST_NAMED) if name.strip()]
    return "; ".join(named)
