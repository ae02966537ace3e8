"""Puts the command groups together; wrong use exits with 2, a refusal with 1."""

import typer

from bot import garbage
from bot.cli import (
    audit,
    checkins,
    db,
    deliveries,
    demo,
    digest,
    doctor,
    hooks,
    keys,
    kpi,
    manifest,
    okrs,
    person,
    run,
    surveys,
    tables,
    tokens,
)

app = typer.Typer(
    name="okrbot",
    help="Weekly OKR check-ins in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich alone takes longer to load than everything else that --help needs
)
app.command()(run.run)
app.command()(demo.demo)
app.command()(doctor.doctor)
app.command()(digest.digest)
app.command()(manifest.manifest)
app.add_typer(okrs.app, name="okrs")
app.add_typer(kpi.app, name="kpi")
app.add_typer(surveys.app, name="surveys")
app.add_typer(tables.tickets, name="tickets")
app.add_typer(tables.customers, name="customers")
app.add_typer(tables.orders, name="orders")
app.add_typer(tables.reviews, name="reviews")
app.add_typer(tables.values, name="values")
app.add_typer(checkins.app, name="checkins")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(person.app, name="person")
app.add_typer(audit.app, name="audit")
app.add_typer(db.app, name="db")
app.add_typer(tokens.app, name="tokens")
app.add_typer(hooks.app, name="hooks")
app.add_typer(keys.app, name="keys")


def main() -> None:
    garbage.look_seldom()
    app()
