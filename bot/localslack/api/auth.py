from bot.localslack.api.arguments import Arguments
from bot.localslack.errors import Json
from bot.localslack.oauth import Token
from bot.localslack.workspace import Workspace


def test(slack: Workspace, _args: Arguments) -> Json:
    return {
        "url": f"https://{slack.team_domain}.slack.com/",
        "team": slack.team_name,
        "user": slack.people[slack.bot_user_id].username,
        "team_id": slack.team_id,
        "user_id": slack.bot_user_id,
        "bot_id": slack.bot_id,
        "is_enterprise_install": False,
    }


def api_test(_slack: Workspace, args: Arguments) -> Json:
    return {"args": args.given}


def open_connection(slack: Workspace, _args: Arguments) -> Json:
    address = slack.base_url.replace("http://", "ws://", 1)
    return {"url": f"{address}socket/?ticket={slack.socket.ticket()}&app_id={slack.app_id}"}


def team_info(slack: Workspace, _args: Arguments) -> Json:
    return {
        "team": {
            "id": slack.team_id,
            "name": slack.team_name,
            "domain": slack.team_domain,
            "email_domain": "",
            "url": f"https://{slack.team_domain}.slack.com/",
        }
    }


def access(slack: Workspace, args: Arguments) -> Json:
    return slack.oauth.access(args.given)


def revoke(slack: Workspace, args: Arguments) -> Json:
    """`test` asks only whether it could be."""
    if args.flag("test"):
        return {"revoked": False}
    slack.tokens[args.needed("token")] = Token(None, "token_revoked")
    return {"revoked": True}
