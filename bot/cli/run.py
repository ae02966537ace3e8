"""okrbot run"""

from bot.manifest import LISTENING


def run() -> None:
    """The bot on your Slack: over Socket Mode with SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or, with SLACK_SIGNING_SECRET,
    over HTTP at OKRBOT_HOST and PORT."""
    from bot import logs
    from bot.cli.desk import complain, explaining
    from bot.settings import fit

    with explaining() as (settings, text):
        logs.configure(settings.okrbot_log_level)
        fit(settings)
        # A second's work: who has left a setting out hears of it before.
        from bot.cli.until import stop_signals
        from bot.running import begun, running

        bot = begun(settings)

        def tell(address: str) -> None:
            complain(text("run.started", database=bot.context.database.engine.url.render_as_string()))
            if address:
                complain(text("run.listens", url=f"{address}{LISTENING}"))

        if settings.okrbot_workers > 1:
            from bot.web.server import supervise

            supervise(settings, tell)
        else:
            until_stopped = stop_signals()
            with running(bot) as address:
                tell(address)
                until_stopped()
