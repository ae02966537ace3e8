"""Everything that people see, as pictures: python -m tests.gallery [charts | screens | installing]."""

import sys
from pathlib import Path

from tests.gallery import charts, installing, screens

PAGE = Path("docs/gallery.md")
SCREENS = Path("build/gallery")
MANUAL = Path("docs/images")


def main(asked: str) -> None:
    if asked in ("", "charts"):
        charts.publish(PAGE)
    if asked in ("", "screens"):
        screens.shoot(SCREENS)
    if asked in ("", "installing"):
        installing.shoot(MANUAL)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "")
