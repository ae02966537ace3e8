"""okrbot run"""


def run() -> None:
    """The bot on your Slack. Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN; listens over Socket Mode."""
    from bot import logs
    from bot.cli.desk import complain, explaining
    from bot.errors import UserError
    from bot.settings import missing_tokens

    with explaining() as (settings, text):
        logs.configure(settings.okrbot_log_level)
        if missing := missing_tokens(settings):
            raise UserError("settings.missing_tokens", names=", ".join(missing))

        # A second's work: who has left a setting out hears of it before.
        from datetime import UTC, datetime

        from bot import app
        from bot.cli.until import stop_signals
        from bot.delivery import pace
        from bot.people.job import adopt

        bot = app.build(settings, lambda: datetime.now(UTC), pace.SLACK)
        adopt(bot.context, bot.client)
        bot.refresh()  # before the first tick: a person's hour is not known before their zone
        until_stopped = stop_signals()
        with app.running(bot):
            complain(text("run.started", database=bot.context.database.engine.url.render_as_string()))
            until_stopped()
