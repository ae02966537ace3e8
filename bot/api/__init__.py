"""Numbers for other programs: a REST API that only reads."""
