from tests.command import answers, run

__all__ = ["answers", "run"]
