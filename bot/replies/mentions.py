"""People mentioned in a note are kept by name: where words are escaped a mention shows its id."""

import re

from sqlmodel import Session

from storage.people import person_by_slack_id

MENTION = re.compile(r"<@([UW][A-Z0-9]{1,30})(?:\|([^>\n]*))?>")


def with_names(session: Session, workspace_id: int, words: str) -> str:
    def name(found: re.Match[str]) -> str:
        person = person_by_slack_id(session, workspace_id, found[1])
        return f"@{(person.name if person else '') or found[2] or found[1]}"

    return MENTION.sub(name, words)
