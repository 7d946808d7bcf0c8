"""People, minimal and valid."""

import factory

from foundation.accounts.models import User
from foundation.tenancy.context import acting_atomic


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who can sign in with ``secret-pass``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Person {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.gov")
    is_demo = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        """DOJ roles of invented people are given by the job that makes them; others wait for approval."""
        if not kwargs.get("staff_role"):
            return super()._create(model_class, *args, **kwargs)
        with acting_atomic("system:demo"):
            return super()._create(model_class, *args, **kwargs)

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        """The password, hashed."""
        self.set_password(extracted or "secret-pass")
        if create:
            self.save(update_fields=["password"])
