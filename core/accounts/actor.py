"""Who acts: a user in the roles of today, or a named job of the system."""

from dataclasses import dataclass, field

from core.accounts.models import Membership, Role, User


@dataclass(frozen=True, eq=False)
class Actor:
    """One who calls services. `job` names a system job (督促巡查, say) where no person acts."""

    user: User | None = None
    job: str = ""
    _cache: dict = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, user):
        """The actor for a request's user; an anonymous visitor has no user and no role. One object a user object, so roles are read once."""
        if not user.is_authenticated:
            return cls()
        if not hasattr(user, "_actor"):
            user._actor = cls(user=user)
        return user._actor

    @classmethod
    def system(cls, job):
        return cls(job=job)

    def __str__(self):
        return self.job or (str(self.user) if self.user else "")

    @property
    def is_system(self):
        return bool(self.job)

    @property
    def is_person(self):
        return self.user is not None

    @property
    def memberships(self):
        """{(role, agency id)} in force today."""
        if "memberships" not in self._cache:
            rows = Membership.objects.in_force().filter(user=self.user).values_list("role", "agency_id") if self.user else []
            self._cache["memberships"] = frozenset(rows)
        return self._cache["memberships"]

    @property
    def agency_ids(self):
        return frozenset(agency for _, agency in self.memberships)

    @property
    def roles(self):
        return frozenset(role for role, _ in self.memberships)

    def has(self, *roles, agency=None):
        """Whether the actor has one of the roles, in that agency (an Agency or its id) where one is given, else anywhere."""
        agency_id = getattr(agency, "pk", agency)
        return any(role in roles and (agency is None or held_at == agency_id) for role, held_at in self.memberships)

    @property
    def is_staff(self):
        return bool(self.memberships)

    @property
    def oversees(self):
        """Credit office, supervision and inspection look across agencies."""
        return self.has(Role.CREDIT_OFFICE, Role.SUPERVISOR, Role.INSPECTOR)
