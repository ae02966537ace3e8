"""Who may do what: one table of actions and roles."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a person is to a thing; somebody may be several. A thing of the whole company has no members, and its lead
    is whoever leads a team."""

    ADMIN = "admin"
    LEAD = "lead"
    OWNER = "owner"
    MEMBER = "member"
    COLLEAGUE = "colleague"
    GUEST_OWNER = "guest_owner"
    GUEST_MEMBER = "guest_member"
    GUEST = "guest"
    STRANGER = "stranger"
    GONE = "gone"


class Action(StrEnum):
    SEE = "see"
    CHECK_IN = "check_in"
    EDIT = "edit"
    CREATE = "create"
    CREATE_COMPANY = "create_company"
    GRADE = "grade"
    SET_UP_TEAM = "set_up_team"
    SET_UP_COMPANY = "set_up_company"
    SEE_KPIS = "see_kpis"
    IMPORT = "import"
    DOCTOR = "doctor"
    COMPANY_DIGEST = "company_digest"


class Allowed(NamedTuple):
    """The roles that may, for what is open and for what is private to a team."""

    open: frozenset[Role]
    private: frozenset[Role]


def _both(*roles: Role) -> Allowed:
    return Allowed(frozenset(roles), frozenset(roles))


_INSIDE = frozenset(
    {Role.ADMIN, Role.LEAD, Role.OWNER, Role.MEMBER, Role.GUEST_OWNER, Role.GUEST_MEMBER},
)

TABLE: Mapping[Action, Allowed] = {
    Action.SEE: Allowed(_INSIDE | {Role.COLLEAGUE}, _INSIDE),
    Action.CHECK_IN: _both(Role.ADMIN, Role.LEAD, Role.OWNER, Role.GUEST_OWNER),
    Action.EDIT: _both(Role.ADMIN, Role.LEAD, Role.OWNER),
    Action.CREATE: _both(Role.ADMIN, Role.LEAD, Role.MEMBER),
    Action.CREATE_COMPANY: _both(Role.ADMIN, Role.LEAD),
    Action.GRADE: _both(Role.ADMIN, Role.LEAD),
    Action.SET_UP_TEAM: _both(Role.ADMIN, Role.LEAD),
    Action.SET_UP_COMPANY: _both(Role.ADMIN),
    Action.SEE_KPIS: _both(Role.ADMIN, Role.LEAD, Role.OWNER, Role.MEMBER, Role.COLLEAGUE),
    Action.IMPORT: _both(Role.ADMIN, Role.LEAD),
    Action.DOCTOR: _both(Role.ADMIN, Role.LEAD),
    Action.COMPANY_DIGEST: _both(Role.ADMIN),
}


def may(roles: Collection[Role], action: Action, *, private: bool = False) -> bool:
    """Whether one of the roles is enough."""
    allowed = TABLE[action]
    return not (allowed.private if private else allowed.open).isdisjoint(roles)
