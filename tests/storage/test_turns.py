import time
from threading import Thread

import pytest

from storage.turns import Turns


def test_it_goes_to_whoever_has_waited_longest() -> None:
    turns, served = Turns(), list[int]()

    def take(number: int) -> None:
        with turns:
            served.append(number)

    threads = [Thread(target=take, args=(number,)) for number in range(20)]
    with turns:
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            while len(turns._line) <= waiting:
                time.sleep(0.001)
    for thread in threads:
        thread.join()
    assert served == list(range(20))


def test_it_is_free_again_after_an_error() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    with turns:
        assert len(turns._line) == 1
