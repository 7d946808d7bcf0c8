"""People, minimal and valid."""

import factory
from django.contrib.auth.hashers import make_password

from foundation.accounts.models import User
from foundation.tenancy.context import acting_atomic


class UserFactory(factory.django.DjangoModelFactory):
    """A person who can sign in with ``secret-pass``."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.gov")
    is_demo = True
    password = "secret-pass"

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """Create a user; the demonstration job gives a DOJ role, as others wait for approval."""
        kwargs["password"] = make_password(kwargs["password"])
        if not kwargs.get("staff_role"):
            return super()._create(model_class, *args, **kwargs)
        with acting_atomic("system:demo"):
            return super()._create(model_class, *args, **kwargs)
