from bot.localslack.api.arguments import Arguments
from bot.localslack.api.paging import page
from bot.localslack.errors import Json, Refusal
from bot.localslack.people import profile, user
from bot.localslack.workspace import Workspace


def info(slack: Workspace, args: Arguments) -> Json:
    person = slack.known_person(args.needed("user"))
    return {"user": user(person, slack.clock.now(), args.flag("include_locale"))}


def list_all(slack: Workspace, args: Arguments) -> Json:
    """People of this workspace; those of other companies are found by users.info only."""
    own = [person for person in slack.people.values() if not person.stranger]
    some, metadata = page(args, own, default=1000)
    now, with_locale = slack.clock.now(), args.flag("include_locale")
    return {
        "members": [user(person, now, with_locale) for person in some],
        "cache_ts": int(now.timestamp()),
        **metadata,
    }


def lookup_by_email(slack: Workspace, args: Arguments) -> Json:
    email = args.needed("email").casefold()
    for person in slack.people.values():
        if (person.email or "").casefold() == email and not (person.deleted or person.stranger):
            return {"user": user(person, slack.clock.now())}
    raise Refusal("users_not_found")


def get_profile(slack: Workspace, args: Arguments) -> Json:
    return {"profile": profile(slack.known_person(args.text("user") or slack.bot_user_id))}
