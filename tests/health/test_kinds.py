from bot.phrases.findings import KINDS
from storage.kinds import DeliveryKind


def test_it_can_name_whatever_failed() -> None:
    assert set(KINDS) == set(DeliveryKind)
