"""What okrbot does: the features, as the app and the senders are given them."""

from collections.abc import Mapping

from bot.alerts import job as alerts_job
from bot.authoring import handlers as authoring_handlers
from bot.away import handlers as away_handlers
from bot.away import job as away_job
from bot.blockers import handlers as blockers_handlers
from bot.checkins import handlers as checkins_handlers
from bot.clients import Clients
from bot.company import handlers as company_handlers
from bot.company import job as company_job
from bot.context import Context
from bot.cycles import handlers as cycles_handlers
from bot.cycles import job as cycles_job
from bot.delivery.outgoing import Render
from bot.digests import handlers as digests_handlers
from bot.digests import job as digests_job
from bot.handover import job as handover_job
from bot.health import handlers as health_handlers
from bot.home import handlers as home_handlers
from bot.imports import handlers as imports_handlers
from bot.imports import job as imports_job
from bot.installing import handlers as installing_handlers
from bot.installing import job as installing_job
from bot.kpis import handlers as kpis_handlers
from bot.later import handlers as later_handlers
from bot.objectives import handlers as objectives_handlers
from bot.people import handlers as people_handlers
from bot.preferences import handlers as preferences_handlers
from bot.privacy import handlers as privacy_handlers
from bot.prompts import job as prompts_job
from bot.replies import handlers as replies_handlers
from bot.replies import job as replies_job
from bot.teams import handlers as teams_handlers
from bot.thanks import job as thanks_job
from charts.studio import Studio
from storage.kinds import DeliveryKind

FEATURES = (
    # Bolt asks them in turn: what people do most comes first.
    objectives_handlers,
    checkins_handlers,
    authoring_handlers,
    blockers_handlers,
    later_handlers,
    away_handlers,
    home_handlers,
    preferences_handlers,
    company_handlers,  # before what answers any other digest
    digests_handlers,
    kpis_handlers,
    health_handlers,
    imports_handlers,  # before what answers any other message
    cycles_handlers,
    teams_handlers,
    replies_handlers,
    people_handlers,
    privacy_handlers,
    installing_handlers,
)


def renderers(context: Context, clients: Clients, studio: Studio) -> Mapping[DeliveryKind, Render]:
    """What each kind of delivery says, as it is then."""
    database = context.database
    return {
        **prompts_job.renderers(database),
        **replies_job.renderers(database),
        **digests_job.renderers(database, clients, studio, context.settings.okrbot_slack_charts),
        **imports_job.renderers(context, clients),
        **alerts_job.renderers(database),
        **installing_job.renderers(database, clients),
        **away_job.renderers(database),
        **thanks_job.renderers(database, clients),
        **handover_job.renderers(database),
        **cycles_job.renderers(database, clients, studio),
        **company_job.renderers(database, studio),
    }
