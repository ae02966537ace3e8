"""The keys of OKRBOT_SECRET_KEY: what is stored of tokens is ciphertext."""

from collections.abc import Iterable, Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from bot.errors import UserError


class Keys:
    """The newest, which is the first, seals; each of them opens. UserError where there is none."""

    def __init__(self, told: Sequence[str]) -> None:
        if not told:
            raise UserError("keys.missing")
        self._keys = MultiFernet([Fernet(key) for key in told])

    def seal(self, clear: str) -> str:
        return self._keys.encrypt(clear.encode()).decode()

    def open(self, sealed: str) -> str:
        """UserError where none of the keys has sealed it."""
        try:
            return self._keys.decrypt(sealed).decode()
        except InvalidToken:
            raise UserError("keys.wrong") from None

    def reseal(self, sealed: str) -> str:
        """The same under the newest key. UserError as above."""
        try:
            return self._keys.rotate(sealed).decode()
        except InvalidToken:
            raise UserError("keys.wrong") from None

    def check(self, ciphertexts: Iterable[str]) -> None:
        """UserError where any of them was sealed with another key."""
        for sealed in ciphertexts:
            self.open(sealed)


def new_key() -> str:
    return Fernet.generate_key().decode()


class Sealed(TypeDecorator[str]):
    """A column that is clear text in Python and ciphertext in the database."""

    impl = Text
    cache_ok = True

    def __init__(self, keys: Keys) -> None:
        super().__init__()
        self.keys = keys

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.keys.seal(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.keys.open(value)
