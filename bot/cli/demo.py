"""okrbot demo"""

from typing import Annotated

import typer


def demo(
    port: Annotated[int, typer.Option(envvar="PORT", help="The page's port.")] = 8765,
    http: Annotated[bool, typer.Option("--http", help="Slack sends signed requests, as in HTTP mode.")] = False,
) -> None:
    """The bot in your browser, with sample data. A stand-in takes the place of Slack, and its clock can be moved."""
    import tempfile
    from pathlib import Path

    from bot import logs
    from bot.cli.desk import complain, say
    from bot.cli.until import stop_signals
    from bot.demo import Stage
    from bot.settings import Mode, Settings
    from bot.text import speak

    logs.configure("WARNING")
    text = speak(Settings.read().okrbot_language)
    with tempfile.TemporaryDirectory(prefix="okrbot-demo-") as folder:
        try:
            until_stopped = stop_signals()
            with Stage.open(Path(folder), port, Mode.HTTP if http else Mode.SOCKET) as stage:
                say(text("demo.ready", url=stage.slack.page_url))
                until_stopped()
        except OSError as taken:
            complain(text("demo.port_taken", port=port))
            raise typer.Exit(1) from taken
