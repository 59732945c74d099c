"""Who may use the dashboard beyond this machine, and what each may do (docs/security.md).

Pages ask `current_user` and `may_change`; whatever runs, saves or deletes calls `demand_change`.
"""

from app.access.user import (
    NotAllowed,
    Role,
    User,
    current_user,
    demand_change,
    may_change,
)

__all__ = ["NotAllowed", "Role", "User", "current_user", "demand_change", "may_change"]
