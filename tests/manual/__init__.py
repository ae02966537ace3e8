"""The manual: its reference pages are made from the code, and what it tells people to type is tried."""
