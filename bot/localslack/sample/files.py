"""The sample's data, which lies beside the code as YAML."""

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def text_of(name: str) -> str:
    return (HERE / name).read_text("utf-8")


def fields_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(text_of(name))
    return found
