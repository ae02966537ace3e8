"""How seldom Python looks for garbage: nearly all that it would look through is there to stay."""

import gc

YOUNG = 20_000
"""How many objects Python makes before it looks among them: at its usual 700 a start takes a twentieth longer."""


def look_seldom() -> None:
    gc.set_threshold(YOUNG)


def keep_loaded() -> None:
    """What a process at work has loaded is never looked through again: that was a fifth of what a message costs."""
    gc.collect()
    gc.freeze()
