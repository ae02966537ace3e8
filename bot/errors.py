"""What can go wrong in a way that a person can mend."""


class UserError(Exception):
    """A sentence for a person: the id of its text and the values in it, put into words where it is shown."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values


class WrongUse(UserError):
    """A command that was called wrongly, which only came out later."""


class Repeated(Exception):
    """Slack has told of it before, and it has had its answer."""
