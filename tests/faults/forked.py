"""Processes that start at once: forked from one that has imported everything and has no threads."""

import multiprocessing

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(["bot.app", "bot.localslack.server", "pytest"])
