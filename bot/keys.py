"""The keys of OKRBOT_SECRET_KEY: what is stored of tokens is ciphertext."""

from base64 import urlsafe_b64decode
from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from bot.errors import UserError

KEY_BYTES = 32


class Keys:
    """The newest seals; each of them opens. UserError where there is none, or what is no key."""

    def __init__(self, told: str) -> None:
        names = told.replace(",", " ").split()
        if not names:
            raise UserError("keys.missing")
        if not all(is_key(name) for name in names):
            raise UserError("keys.malformed")
        self._keys = MultiFernet([Fernet(name) for name in names])

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


def is_key(told: str) -> bool:
    try:
        return len(urlsafe_b64decode(told)) == KEY_BYTES
    except ValueError:
        return False


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
