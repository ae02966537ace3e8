"""The app installed in all companies, as their admins would have done it."""

import time
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from slack_sdk.oauth.installation_store import Installation

from bot.installing.store import Installations
from bot.settings import Settings
from storage.db import Database
from tests.bench.load.companies import Companies, person
from tests.bench.load.slack import token

KEY = Fernet.generate_key().decode()
CLIENT_ID = "1.1"


def install(database: Database, companies: Companies) -> None:
    settings = Settings(slack_client_id=CLIENT_ID, slack_client_secret="secret", okrbot_secret_key=KEY)
    store = Installations(database, settings, lambda: datetime.now(UTC))
    for team in companies.slack_ids:
        store.save(
            Installation(
                app_id="A0LOAD", user_id=person(0), team_id=team, team_name=team, bot_token=token(team), bot_id="B0BOT",
                bot_user_id="U0BOT", bot_scopes=["chat:write"], installed_at=time.time(), token_type="bot",
            )
        )  # fmt: skip
